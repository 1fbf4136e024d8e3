/// A place in what a platform tells, opaque to everybody but its adapter.
package struct SourceCursor: Hashable, Sendable {
    package var text: String

    package init(_ text: String) { self.text = text }
}
