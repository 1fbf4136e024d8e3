import SkeinCRDT
import SkeinWire

/// Every bound the relay keeps. All of them are checked before the costly work that they guard.
package struct RelayLimits: Hashable, Sendable {
    /// A stranger may create workspaces; this is what keeps the disk his no longer.
    package var workspacesMax = 100
    /// Entries and records of one workspace together.
    package var workspaceBytesMax: UInt64 = 1 << 30
    /// The whole body of an append: header, signature, 262,144 bytes of records and their lengths.
    package var appendBytesMax = 320 << 10
    /// One answer with entries. The first entry is given even if it alone were longer.
    package var pageBytesMax = LogPage.bytesMax
    package var pageEntriesMax = 4_096
    /// Below the 60 seconds after which proxies cut a silent connection.
    package var waitMax = Duration.seconds(55)
    package var joinBytesMax = JoinRequest.bytesMax
    package var joinsPerWorkspaceMax = 16
    package var joinKept = Duration.seconds(24 * 3_600)
    /// A note older than this is signed anew when it is read, so that its time shows freshness.
    package var noteFresh = Duration.seconds(60)
    /// Loading a workspace replays at most this many entries: the state is stored that often.
    package var entriesPerSnapshot: UInt64 = 64

    package init() {}
}
