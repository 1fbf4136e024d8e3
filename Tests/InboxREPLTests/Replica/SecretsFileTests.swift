import Foundation
import Skein
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@Suite("The file of secrets")
final class SecretsFileTests {
    private let folder: URL
    private var file: URL { folder.appending(path: SecretsFile.name) }

    init() throws {
        Sodium.initialize()
        folder = try Fixtures.temporaryFolder()
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch { print(error) }
    }

    private func fill(_ secrets: inout Secrets) {
        let workspace = WorkspaceID([UInt8](repeating: 3, count: 32))
        secrets.workspace = workspace
        secrets.relayURL = "https://relay.test"
        secrets.relay = RelayIdentity(name: "relay.test", key: "key", cosignKey: "cosign")
        secrets.keyByEpoch = [
            1: [UInt8](repeating: 7, count: 32), 2: [UInt8](repeating: 8, count: 32),
        ]
        secrets.tokenByEntity = [
            EntityID([1]): Secrets.Token("token", url: "https://x.test"),
            EntityID([2]): Secrets.Token("другой"),
        ]
        secrets.invites = [
            Invite(
                workspace: workspace, relayURL: "https://relay.test", relayKey: "key",
                secret: [UInt8](repeating: 5, count: 32), role: .sender,
                expires: WallTime(milliseconds: 1_750_000_000_000))
        ]
        secrets.founding = [1, 2, 3]
        secrets.joining = "skein-invite-1:AA"
    }

    private func write(_ bytes: [UInt8], mode: mode_t = 0o600) throws {
        try Data(bytes).write(to: file)
        chmod(file.path, mode)
    }

    @Test func `gives back all that was put into it`() throws {
        let first = try SecretsFile(folder: folder)
        let seed = first.current.rootSeed
        #expect(seed.count == 32)
        try first.update { self.fill(&$0) }
        let again = try SecretsFile(folder: folder)
        #expect(again.current == first.current)
        #expect(again.current.rootSeed == seed)
        #expect(again.current.founding == [1, 2, 3])
        #expect(again.current.invites.count == 1)
        #expect(again.current.tokenByEntity[EntityID([2])]?.text == "другой")
    }

    @Test func `is nobody else's to read, from its first byte on`() throws {
        let secrets = try SecretsFile(folder: folder)
        #expect(permissions(of: file.path) == 0o600)
        try secrets.update { self.fill(&$0) }
        #expect(permissions(of: file.path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["secrets"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o777] as [mode_t])
    func `is refused where others may read or write it`(mode: mode_t) throws {
        _ = try SecretsFile(folder: folder)
        chmod(file.path, mode)
        #expect(throws: ReplicaError.secretsReadable(path: file.path)) {
            try SecretsFile(folder: folder)
        }
        chmod(file.path, 0o400)
        #expect(throws: Never.self) { try SecretsFile(folder: folder) }
    }

    @Test func `that a newer build wrote is left as it is`() throws {
        let bytes = CBOR.record([
            "version": .unsigned(Secrets.version + 1),
            "seed": .bytes([UInt8](repeating: 1, count: 32)),
        ]).encoded()
        try write(bytes)
        #expect(
            throws: ReplicaError.secretsNewer(found: Secrets.version + 1, known: Secrets.version)
        ) {
            try SecretsFile(folder: folder)
        }
        #expect(try [UInt8](Data(contentsOf: file)) == bytes)
    }

    @Test func `that is damaged is told so, and never begun anew`() throws {
        let whole = try SecretsFile(folder: folder)
        try whole.update { self.fill(&$0) }
        let bytes = try [UInt8](Data(contentsOf: file))
        for damaged in [[], Array(bytes.dropLast()), bytes + [0], [0xff] + bytes.dropFirst()] {
            try write(damaged)
            #expect(throws: ReplicaError.secretsDamaged(path: file.path)) {
                try SecretsFile(folder: folder)
            }
            #expect(try [UInt8](Data(contentsOf: file)) == damaged)
        }
    }

    @Test func `with a bit changed anywhere is damaged, or says that it is of a later version`()
        throws
    {
        let whole = try SecretsFile(folder: folder)
        try whole.update { self.fill(&$0) }
        let bytes = try [UInt8](Data(contentsOf: file))
        var damaged = 0
        for bit in stride(from: 0, to: bytes.count * 8, by: 7) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            try write(changed)
            do {
                _ = try SecretsFile(folder: folder)
                Issue.record("bit \(bit) was believed")
            } catch ReplicaError.secretsDamaged {
                damaged += 1
            } catch ReplicaError.secretsNewer(let found, _) {
                #expect(found > Secrets.version)
            }
        }
        #expect(damaged > bytes.count)
    }

    @Test func `of version 1, which had no sum, is read and gets one with the next change`() throws
    {
        let seed = [UInt8](repeating: 1, count: 32)
        try write(CBOR.record(["version": .unsigned(1), "seed": .bytes(seed)]).encoded())
        let old = try SecretsFile(folder: folder)
        #expect(old.current.rootSeed == seed)
        try old.update { self.fill(&$0) }
        #expect(try SecretsFile(folder: folder).current == old.current)
        #expect(try CBOR.decode([UInt8](Data(contentsOf: file)))["sum"]?.asBytes?.count == 32)
    }

    @Test
    func `of version 2, which had no addresses, keeps its tokens for the platforms' own hosts`()
        throws
    {
        let token: [CBOR] = [.bytes(EntityID([1]).bytes), .text("token")]
        var pairs =
            CBOR.record([
                "version": .unsigned(2), "seed": .bytes([UInt8](repeating: 1, count: 32)),
                "tokens": .array([.array(token)]),
            ]).asMap ?? []
        let sum = BLAKE2b.hash(CBOR.map(pairs).encoded())
        pairs.append(CBORPair(key: .text("sum"), value: .bytes(sum)))
        try write(CBOR.map(pairs).encoded())
        let old = try SecretsFile(folder: folder)
        #expect(old.current.tokenByEntity == [EntityID([1]): Secrets.Token("token")])
        try old.update { $0.joining = "x" }
        #expect(try SecretsFile(folder: folder).current == old.current)
    }

    @Test func `changes nothing in memory where the disk refuses`() throws {
        let secrets = try SecretsFile(folder: folder)
        let before = secrets.current
        // No file can be made in the place of a folder.
        let blocked = URL(filePath: file.path + ".new")
        try FileManager.default.createDirectory(at: blocked, withIntermediateDirectories: false)
        #expect(throws: ReplicaError.self) { try secrets.update { self.fill(&$0) } }
        #expect(secrets.current == before)
        try FileManager.default.removeItem(at: blocked)
        #expect(try SecretsFile(folder: folder).current == before)
    }
}
