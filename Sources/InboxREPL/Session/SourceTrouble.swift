/// What stands in the way of reading a source.
package struct SourceTrouble: Hashable, Sendable {
    /// One of `SourceProblem.code`, or "moved": the workspace names another address.
    package var code: String
    /// In the platform's or the network's words.
    package var detail: String

    package init(code: String, detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// For machines.
    var text: String { detail.isEmpty ? code : "\(code): \(detail)" }
}

extension SessionError {
    /// What a trouble means to whoever sits at the prompt.
    init(_ trouble: SourceTrouble, source: String) {
        switch trouble.code {
        case "unauthorized", "forbidden":
            self = .tokenRefused(source: source, detail: trouble.detail)
        case "moved": self = .sourceMoved(source: source, url: trouble.detail)
        case "conflict": self = .sourceReadElsewhere(source: source)
        case "unreadable": self = .sourceUnreadable(source: source, detail: trouble.detail)
        case "unreachable": self = .sourceUnreachable(source: source, detail: trouble.detail)
        default: self = .sourceUnreachable(source: source, detail: trouble.text)
        }
    }
}
