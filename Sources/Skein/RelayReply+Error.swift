import SkeinSync

extension RelayReply {
    /// The content, or the error that a person can act on.
    func orThrow(url: String) throws(ReplicaError) -> Content {
        switch self {
        case .done(let content): return content
        case .refused(_, let code, let detail): throw .relayRefused(code: code, detail: detail)
        case .notTheRelay: throw .notARelay(url: url)
        case .unreachable(let failure): throw .relayUnreachable(detail: failure.detail)
        case .malformed: throw .notARelay(url: url)
        }
    }
}
