package import SkeinCRDT

/// One part of a replica that decides: synchronous, without a clock, a socket or a task of its own.
///
/// The driver hands every event to every engine and carries out what they ask for.
package protocol Engine: AnyObject {
    func handle(_ event: EngineEvent, now: Instant) -> [EngineAction]

    /// Whether something is left that can be done at once, without waiting for a hold, a
    /// quarantine, news, or the end of a back-off.
    func isBusy(now: Instant) -> Bool
}
