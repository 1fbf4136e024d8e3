import SkeinWire
import Testing

struct EpochTests {
    private let workspace = WorkspaceID([UInt8](repeating: 3, count: 32))
    private let key = [UInt8](repeating: 7, count: 32)
    private let device = TestWorkspace.device(2)

    @Test func `members open the key of every epoch, from the first on`() throws {
        var workspace = try TestWorkspace()
        try workspace.add(device)
        let new = [UInt8](repeating: 8, count: 32)
        let rotation = try workspace.rotation()
        #expect(workspace.log(workspace.entry(.rotate(rotation))) == .valid)
        let membership = workspace.state.membership
        let box = rotation.boxes[1].sealed
        #expect(membership.openKey(box, epoch: 2, by: device.box) == new)
        #expect(membership.openKey(box, epoch: 2, by: workspace.founder.box) == nil)
        #expect(membership.openKey(box, epoch: 1, by: device.box) == nil)
        #expect(membership.openKey(box, epoch: 3, by: device.box) == nil)
        let old = Epoch.openPrevious(
            rotation.previousKey, under: new, workspace: workspace.id, epoch: 2)
        #expect(old == workspace.epochKey)
        let first = try Epoch.box(
            workspace.epochKey, workspace: workspace.id, epoch: 1, to: device.box.publicKey)
        #expect(membership.openKey(first, epoch: 1, by: device.box) == workspace.epochKey)
    }

    @Test func `a key that does not fit the commitment is not taken`() throws {
        let sealed = try Epoch.box(key, workspace: workspace, epoch: 2, to: device.box.publicKey)
        let right = Epoch.commitment(workspace: workspace, epoch: 2, key: key)
        #expect(open(sealed, right, epoch: 2) == key)
        let otherKey = Epoch.commitment(
            workspace: workspace, epoch: 2, key: [UInt8](repeating: 6, count: 32))
        #expect(open(sealed, otherKey, epoch: 2) == nil)
        let nextEpoch = Epoch.commitment(workspace: workspace, epoch: 3, key: key)
        #expect(open(sealed, nextEpoch, epoch: 3) == nil)
        #expect(open(Array(sealed.dropLast()), right, epoch: 2) == nil)
        #expect(open([], right, epoch: 2) == nil)
    }

    @Test func `the key before opens under the next one of the same workspace and epoch only`() {
        let next = [UInt8](repeating: 8, count: 32)
        let nonce = [UInt8](repeating: 1, count: 24)
        let sealed = Epoch.sealPrevious(
            key, under: next, workspace: workspace, epoch: 2, nonce: nonce)
        #expect(sealed.count == Epoch.previousKeyLength)
        func open(_ sealed: [UInt8], _ key: [UInt8], _ epoch: UInt32) -> [UInt8]? {
            Epoch.openPrevious(sealed, under: key, workspace: workspace, epoch: epoch)
        }
        #expect(open(sealed, next, 2) == key)
        #expect(open(sealed, key, 2) == nil)
        #expect(open(sealed, next, 3) == nil)
        #expect(open(Array(sealed.dropLast()), next, 2) == nil)
    }

    private func open(_ sealed: [UInt8], _ commitment: [UInt8], epoch: UInt32) -> [UInt8]? {
        Epoch.openBox(
            sealed, workspace: workspace, epoch: epoch, commitment: commitment, by: device.box)
    }
}
