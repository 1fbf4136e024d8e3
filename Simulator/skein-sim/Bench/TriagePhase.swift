/// The parts of a round, in this order; each finds in the folder what those before it left there.
enum TriagePhase: String, CaseIterable {
    /// Eight writers record and seal.
    case local
    /// A fresh replica takes their batches in and is put on the disk.
    case merge
    /// The same from the last writer to the first.
    case reverse
    /// The merged replica is opened and asked one question.
    case open
    /// Single operations from one merged replica to another.
    case trickle
}
