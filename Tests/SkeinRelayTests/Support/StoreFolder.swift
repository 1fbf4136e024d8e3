import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
import SkeinTesting
import SkeinWire

/// A relay's folder on disk that a test fills, damages and opens again.
struct StoreFolder: ~Copyable {
    let url: URL

    init() throws { url = try Fixtures.temporaryFolder() }

    /// A copy of recorded files.
    init(copying fixture: URL) throws { url = try Self.copy(fixture) }

    deinit { try? FileManager.default.removeItem(at: url) }

    private static func copy(_ fixture: URL) throws -> URL {
        let url = try Fixtures.temporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: fixture.path) {
            try FileManager.default.copyItem(
                at: fixture.appending(path: name), to: url.appending(path: name))
        }
        return url
    }

    var database: URL { url.appending(path: "relay.sqlite") }

    /// Runs a relay in the folder and closes it, as a stop by signal does.
    func run<T>(name: String? = nil, _ body: (TestRelay) throws -> T) throws -> T {
        let folder = try RelayFolder(url, name: name)
        return try withExtendedLifetime(folder) {
            try body(TestRelay(store: folder.store, keys: folder.keys))
        }
    }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appending(path: name)))
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: url.appending(path: name))
    }

    /// Changes one byte of the database file.
    func change(at offset: Int, to value: UInt8) throws {
        var bytes = try bytes("relay.sqlite")
        bytes[offset] = value
        try write(bytes, "relay.sqlite")
    }

    /// The error that opening the folder ends with.
    func failure() -> RelayStoreError? {
        do throws(RelayStoreError) {
            _ = try RelayFolder(url, name: nil)
            return nil
        } catch {
            return error
        }
    }
}
