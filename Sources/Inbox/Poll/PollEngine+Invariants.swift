import SkeinCRDT

extension PollEngine {
    /// What must hold after each event, in release builds too: an answer of one source that is
    /// read as another's loses messages for good.
    func checkInvariants() {
        for call in sourceByCall.keys {
            precondition(call <= lastCall, "an answer is awaited that nobody asked for")
        }
        for (source, poller) in pollerByID {
            precondition(poller.failures >= 0, "failures are counted")
            if case .asked(let call) = poller.phase {
                precondition(sourceByCall[call] == source, "whose answer comes is known")
            }
        }
    }
}
