package import InboxSources
package import SkeinCRDT

/// How polling a source has gone lately, for people.
package struct PollStatus: Hashable, Sendable {
    /// When the platform last told all that it had, by the wall clock.
    package var lastSuccess: WallTime?
    package var problem: SourceProblem?
    /// Since when there is that problem.
    package var problemSince: WallTime?
    /// Entries that this build could not read, since the start.
    package var unreadableCount = 0

    package init() {}
}
