import Foundation
import Inbox
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire

/// A workspace without a network: one log in memory, which colleagues push to and pull from when a
/// test says so.
final class Team {
    /// Noon of Wednesday, 4 March 2026, in Moscow.
    static let noon = WallTime(milliseconds: 1_772_614_800_000)
    static let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt

    let workspace: WorkspaceID
    let epochKey = [UInt8](repeating: 7, count: Epoch.keyLength)
    private(set) var log: [PulledEntry] = []
    private(set) var folder: URL
    private(set) var colleagues: [Colleague] = []
    /// The time that everybody's clock and the relay's shows; moved by the test.
    var now = Team.noon

    /// The founder, an owner, and one colleague for each further role.
    init(roles: [Role] = [.operator]) throws {
        Sodium.initialize()
        folder = try Fixtures.memoryFolder()
        let founder = DeviceKeys(rootSeed: Self.seed(0))
        let genesis = try Genesis(
            founder: founder, epochKey: epochKey,
            relay: RelayIdentity(name: "relay", key: "relay+1", cosignKey: "relay+4"))
        let entry = MemberEntry(founding: genesis)
        workspace = WorkspaceID.of(genesis: entry.encoded())
        append(entry.signed(with: founder.signing), records: [])
        try hire(founder)
        for (place, role) in roles.enumerated() {
            try admit(DeviceKeys(rootSeed: Self.seed(UInt8(place + 1))), role, founder)
        }
        for colleague in colleagues { try colleague.pull() }
    }

    /// One operator, a source, and a chat whose buyer asks something.
    static func withChat() throws -> (team: Team, chat: EntityID) {
        let team = try Team(roles: [.sender])
        _ = try team.anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        let chat = try team.anna.open("c1", buyer: "Олег")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        try team.synchronise()
        return (team, chat)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var anna: Colleague { colleagues[0] }
    var petr: Colleague { colleagues[1] }
    /// Whoever has the role `sender`, and no founder.
    var sender: Colleague {
        colleagues.dropFirst().first { $0.store.member?.role == .sender } ?? anna
    }

    func append(_ body: LogEntry.Body, records: [[UInt8]]) {
        let time = UInt64(now.milliseconds)
        log.append(PulledEntry(entry: LogEntry(time: time, body: body), records: records))
    }

    /// Everybody knows what everybody did.
    func synchronise() throws {
        for colleague in colleagues { try colleague.push() }
        for colleague in colleagues { try colleague.pull() }
    }

    private static func seed(_ number: UInt8) -> [UInt8] {
        [UInt8](repeating: number + 1, count: DeviceKeys.seedLength)
    }

    private func hire(_ keys: DeviceKeys) throws {
        colleagues.append(
            try Colleague(
                team: self, keys: keys, folder: folder.appending(path: "\(colleagues.count)")))
    }

    private func admit(_ keys: DeviceKeys, _ role: Role, _ founder: DeviceKeys) throws {
        try colleagues[0].pull()
        guard let membership = colleagues[0].store.log?.membership else { return }
        let admission = Admission(
            sign: keys.signing.publicKey, box: keys.box.publicKey,
            person: UInt32(colleagues.count), role: role,
            keyBox: try Epoch.box(
                epochKey, workspace: workspace, epoch: 1, to: keys.box.publicKey))
        let entry = MemberEntry(
            after: membership, author: founder.id, action: .add(admission))
        append(entry.signed(with: founder.signing), records: [])
        try hire(keys)
    }
}
