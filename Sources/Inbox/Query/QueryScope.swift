package import Foundation
package import SkeinCRDT

/// What the words of a query mean here and now.
package struct QueryScope: Sendable {
    package var now: WallTime
    package var zone: TimeZone
    /// Nil before joining.
    package var me: UInt32?
    package var persons: [PersonRow]
    package var sources: [SourceRow]
    /// Saved queries by folded name.
    package var views: [String: String]

    package init(
        now: WallTime, zone: TimeZone, me: UInt32?, persons: [PersonRow], sources: [SourceRow],
        views: [String: String] = [:]
    ) {
        self.views = views
        self.now = now
        self.zone = zone
        self.me = me
        self.persons = persons
        self.sources = sources
    }
}
