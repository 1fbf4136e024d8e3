import SkeinWire

/// What lies in `Fixtures/stores/relay-v1`: a relay `relay.test`, its keys used nowhere else, with
/// a log of 7 entries: a founder (seed 1), a second device (seed 9), three and two batches of them
/// whose records are random bytes. Written by the first version, at log times before
/// `TestRelay.start`; never to be written again.
enum RecordedStore {
    static let workspaceHex = "bfc65d94614d74cadd311e0b84306f62090b34cbc121a90a945e34b750f87e0b"
    static let size = 7
    static let root = "93fb6c4fde1f75c9c0454d8db93799a409bcf820a4f14d3728be28906887f6e7"

    static var workspace: WorkspaceID {
        get throws { WorkspaceID(try Hex.decode(workspaceHex)) }
    }
}
