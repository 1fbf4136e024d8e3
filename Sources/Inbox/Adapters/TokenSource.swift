package import SkeinWire

/// The secret of a source, where this device holds it.
package typealias TokenSource = @Sendable (_ source: EntityID) -> SourceToken?

/// A secret with the address that a person at this device entered it for.
///
/// The log names an address too (`source.url`), for colleagues to enter. A token never follows it:
/// any member could change it, and be given the token.
package struct SourceToken: Hashable, Sendable {
    package var text: String
    /// In place of the platform's own hosts.
    package var url: String?

    package init(_ text: String, url: String? = nil) {
        self.text = text
        self.url = url
    }
}
