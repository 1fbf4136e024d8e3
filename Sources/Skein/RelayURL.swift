import Foundation

/// Addresses of relays as people write them.
package enum RelayURL {
    /// Scheme, host and port without a slash at the end.
    ///
    /// - Throws: `ReplicaError.notARelay` for what is no address, `.plainAddress` for http beyond
    ///   this machine unless it is allowed.
    package static func normalise(
        _ text: String, allowPlain: Bool
    ) throws(ReplicaError) -> String {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            let host = url.host(), !host.isEmpty, ["http", "https"].contains(scheme)
        else { throw .notARelay(url: text) }
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(host)
        guard scheme == "https" || isLocal || allowPlain else { throw .plainAddress(url: text) }
        var trimmed = text
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        return trimmed
    }
}
