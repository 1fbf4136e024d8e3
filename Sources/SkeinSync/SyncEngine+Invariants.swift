extension SyncEngine {
    /// What must hold between any two events, in release builds too: an engine that has lost track
    /// of itself must not go on to write.
    func checkInvariants() {
        if status.stop != nil || !isEnabled {
            precondition(pull == .idle && push == .idle, "a stopped engine has nothing under way")
            precondition(buffer.isEmpty, "a stopped engine holds nothing back")
            precondition(audit == nil, "a stopped engine compares nothing")
        }
        switch pull {
        case .idle, .pausing: break
        case .asked(let id):
            precondition(id <= lastCallID, "an answer is awaited that nobody asked for")
            precondition(listenedAt == nil, "one request at a time is held for news")
        case .listening(let id):
            precondition(id <= lastCallID, "news is awaited that nobody asked for")
            precondition(listenedAt != nil, "since when news is awaited is known")
            precondition(buffer.isEmpty, "news is awaited with the log complete")
        }
        if case .asked(let id) = push {
            precondition(id <= lastCallID, "a receipt is awaited that nobody asked for")
            precondition(pull != .asked(id: id) && pull != .listening(id: id), "one id, one call")
        }
        if !buffer.isEmpty {
            guard case .asked = pull else { preconditionFailure("pages without their end") }
            precondition(audit == nil, "what is compared only is not taken in")
        }
        if let audit {
            precondition(contradictions >= Self.contradictionsMax, "doubt has its reasons")
            precondition(audit.size == 0 || pull != .idle, "a comparison goes on or ends")
        }
        if status.isReachable {
            precondition(contradictions == 0, "a relay in reach is believed")
            precondition(status.lastComplete != nil, "in reach is who completed the log")
        }
    }
}
