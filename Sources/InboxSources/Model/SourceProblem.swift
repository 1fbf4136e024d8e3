package import SkeinTransport

/// Why a platform told nothing.
package enum SourceProblem: Error, Hashable, Sendable {
    /// The token is not, or no longer, good: a person must give a new one.
    case unauthorized(String)
    /// The token may not do this: a person must look.
    case forbidden(String)
    /// Another program reads in its place (Telegram): it goes on when that one stops.
    case conflict(String)
    case limited(wait: Duration?)
    /// The platform does not like the request: a fault of this build, or a changed interface.
    case refused(status: Int, String)
    case serverError(status: Int)
    case unreachable(String)
    /// The answer is none of the platform's.
    case unreadable(String)

    package init(_ failure: HTTPFailure) { self = .unreachable(failure.detail) }

    /// Whether only a person can change it.
    package var needsPerson: Bool {
        switch self {
        case .unauthorized, .forbidden: true
        case .conflict, .limited, .refused, .serverError, .unreachable, .unreadable: false
        }
    }

    /// One stable word.
    package var code: String {
        switch self {
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
        case .conflict: "conflict"
        case .limited: "limited"
        case .refused: "refused"
        case .serverError: "server-error"
        case .unreachable: "unreachable"
        case .unreadable: "unreadable"
        }
    }

    /// In English, without secrets.
    package var detail: String {
        switch self {
        case .unauthorized(let text), .forbidden(let text), .conflict(let text),
            .unreachable(let text), .unreadable(let text):
            text
        case .limited(let wait): wait.map { "retry after \($0.components.seconds) s" } ?? ""
        case .refused(let status, let text): "\(status) \(text)"
        case .serverError(let status): "\(status)"
        }
    }

    package var wait: Duration? {
        if case .limited(let wait) = self { wait } else { nil }
    }
}
