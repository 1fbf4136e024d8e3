import SkeinWire

/// What lies in `Fixtures/stores/relay-v1`: a relay `relay.test` whose log holds a founder (seed
/// 1), a second device (seed 9) and batches of both.
enum RecordedStore {
    static let workspace = WorkspaceID([UInt8](repeating: 0, count: 32))
    static let size = 0
    static let root = ""
}
