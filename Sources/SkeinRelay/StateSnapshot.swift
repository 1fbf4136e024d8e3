/// `LogState`, encoded, as it was at `size`; later entries are replayed over it.
package struct StateSnapshot: Hashable, Sendable {
    package var size: UInt64
    package var state: [UInt8]

    package init(size: UInt64, state: [UInt8]) {
        self.size = size
        self.state = state
    }
}
