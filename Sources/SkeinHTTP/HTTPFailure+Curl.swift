import CCurl
import SkeinTransport

extension HTTPFailure {
    static let cancelledUnsent = HTTPFailure(
        cause: .cancelled, mayHaveBeenSent: false, detail: "cancelled")
    static let notSetUp = HTTPFailure(
        cause: .other, mayHaveBeenSent: false, detail: "libcurl has no memory for the call")
}

extension HTTPFailure.Cause {
    /// What ended a call whose request had not been begun.
    static func beforeRequest(_ result: CURLcode) -> Self {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotFound
        case CURLE_COULDNT_CONNECT: .refused
        case CURLE_OPERATION_TIMEDOUT: .connectTimeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
            .tlsFailed
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED: .badURL
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: .connectionLost
        default: .other
        }
    }

    /// What ended a call whose request had been begun.
    static func duringRequest(_ result: CURLcode, isWritten: Bool) -> Self {
        switch result {
        case CURLE_OPERATION_TIMEDOUT: isWritten ? .answerTimeout : .writeTimeout
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
            CURLE_SSL_CONNECT_ERROR:
            .connectionLost
        default: .other
        }
    }
}
