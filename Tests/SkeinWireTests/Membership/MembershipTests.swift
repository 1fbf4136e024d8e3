import SkeinCRDT
import SkeinWire
import Testing

struct MembershipTests {
    @Test func `the founder is device 0, person 0 and an owner`() throws {
        let workspace = try TestWorkspace()
        let membership = workspace.state.membership
        let founder = try #require(membership.member(workspace.founder.id))
        #expect(founder.number == DeviceNumber(0))
        #expect(founder.person == 0)
        #expect(founder.role == .owner)
        #expect(membership.epoch == 1)
        #expect(membership.relay == TestWorkspace.relay)
        #expect(membership.policy == .standard)
    }

    @Test func `device numbers follow the add entries and outlive a removal`() throws {
        var workspace = try TestWorkspace()
        let devices = (2...4).map { TestWorkspace.device($0) }
        for keys in devices { try workspace.add(keys) }
        let removed = devices[1].id
        let index = workspace.state.size
        let entry = workspace.entry(.remove(removed, try workspace.rotation(without: removed)))
        #expect(workspace.log(entry) == .valid)
        try workspace.add(TestWorkspace.device(5))
        let membership = workspace.state.membership
        #expect(membership.members.map(\.number.rawValue) == [0, 1, 2, 3, 4])
        #expect(membership.member(removed)?.removedAt == index)
        #expect(membership.activeMember(removed) == nil)
        #expect(membership.active.count == 4)
        #expect(membership.member(DeviceNumber(4))?.id == TestWorkspace.device(5).id)
        #expect(membership.member(DeviceNumber(5)) == nil)
        #expect(membership.epoch == 2)
    }

    @Test func `a removal makes room for another device`() throws {
        var workspace = try TestWorkspace()
        for number in 2...64 as ClosedRange<UInt8> {
            try workspace.add(TestWorkspace.device(number))
        }
        let removed = TestWorkspace.device(2).id
        let removal = workspace.entry(.remove(removed, try workspace.rotation(without: removed)))
        guard case .member(let body, _) = removal.body else { return }
        #expect(body.count <= MemberEntry.bytesMax)
        #expect(workspace.log(removal) == .valid)
        let entry = workspace.entry(try workspace.admission(of: TestWorkspace.device(65)))
        #expect(workspace.log(entry) == .valid)
        #expect(workspace.state.membership.active.count == Membership.activeMax)
    }

    @Test func `of two owners each can go, then the other is the last`() throws {
        var workspace = try TestWorkspace()
        let second = TestWorkspace.device(2)
        try workspace.add(second, .owner)
        let founder = workspace.founder.id
        let removal = workspace.entry(
            .remove(founder, try workspace.rotation(without: founder)), by: second)
        #expect(workspace.log(removal) == .valid)
        let last = workspace.entry(
            .remove(second.id, try workspace.rotation(without: second.id)), by: second)
        #expect(workspace.check(last) == .void(.lastOwner))
        let demoted = workspace.entry(.setRole(second.id, .observer), by: second)
        #expect(workspace.check(demoted) == .void(.lastOwner))
        let same = workspace.entry(.setRole(second.id, .owner), by: second)
        #expect(workspace.check(same) == .valid)
    }

    @Test func `of two entries on one head the log decides`() throws {
        var workspace = try TestWorkspace()
        let second = TestWorkspace.device(2)
        try workspace.add(second, .owner)
        let founder = workspace.founder.id
        let one = workspace.entry(.setRole(second.id, .observer))
        let other = workspace.entry(.setRole(founder, .observer), by: second)
        #expect(workspace.log(one) == .valid)
        #expect(workspace.log(other) == .void(.authorNotOwner))
        #expect(workspace.state.membership.member(second.id)?.role == .observer)
    }

    @Test func `a role has the rights of those below it`() {
        #expect(Role.allCases.sorted() == [.observer, .operator, .sender, .owner])
    }

    @Test func `a rotation carries the next number and a box for everyone who stays`() throws {
        var workspace = try TestWorkspace()
        try workspace.add(TestWorkspace.device(2))
        let right = try workspace.rotation()
        let wrong = [
            Rotation(
                epoch: 3, commitment: right.commitment, boxes: right.boxes,
                previousKey: right.previousKey),
            Rotation(
                epoch: 2, commitment: right.commitment, boxes: Array(right.boxes.dropLast()),
                previousKey: right.previousKey),
            Rotation(
                epoch: 2, commitment: right.commitment, boxes: right.boxes.reversed(),
                previousKey: right.previousKey),
        ]
        for rotation in wrong {
            #expect(workspace.check(workspace.entry(.rotate(rotation))) == .void(.wrongRotation))
        }
        #expect(workspace.check(workspace.entry(.rotate(right))) == .valid)
    }
}
