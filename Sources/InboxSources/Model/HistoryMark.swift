/// A place in a conversation's past, opaque to everybody but its adapter; at most 512 bytes.
package struct HistoryMark: Hashable, Sendable {
    package var text: String

    package init(_ text: String) { self.text = text }
}
