package import SkeinCRDT
package import SkeinWire

/// Who reads from a resource, so that not all devices do.
package struct LeaseRecord: Hashable, Sendable {
    package let resource: EntityID
    /// Nil once given back.
    package var holder: DeviceNumber?
    /// Where the holder's lease began in the log, and the log's time there (ms).
    package var index: UInt64
    package var time: UInt64

    /// Whether the holder still has it: one who may, not silent for the whole term.
    ///
    /// - Parameter lastBatch: log time (ms) of the holder's last valid batch.
    package func isHeld(
        at logTime: UInt64, term: UInt64, mayHold: Bool, lastBatch: UInt64?
    ) -> Bool {
        guard holder != nil, mayHold else { return false }
        return logTime < max(time, lastBatch ?? time) + term
    }
}
