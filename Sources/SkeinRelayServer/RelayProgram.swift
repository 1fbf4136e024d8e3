package import Foundation
import SkeinCRDT
import SkeinClock
import SkeinRelay
import SkeinRelayStore
import SkeinServing

/// The relay as a program runs it: a folder, a port, and an end on SIGTERM or SIGINT.
package struct RelayProgram: Sendable {
    /// How often the clock is noted for the next start.
    private static let markInterval = Duration.seconds(60)

    package var folder: URL
    package var address: ListenAddress
    /// Nil takes the name in the folder, or the default.
    package var name: String?
    package var allowsPlain: Bool
    package var acceptsTime: Bool

    package init(
        folder: URL, address: ListenAddress, name: String?, allowsPlain: Bool, acceptsTime: Bool
    ) {
        self.folder = folder
        self.address = address
        self.name = name
        self.allowsPlain = allowsPlain
        self.acceptsTime = acceptsTime
    }

    /// Serves until a signal.
    ///
    /// - Parameter onListening: Given the line that says where, and under which key.
    /// - Throws: `RelayStop`.
    package func run(onListening: @escaping @Sendable (String) -> Void) async throws {
        guard allowsPlain || address.isLoopback else { throw RelayStop.plain(address.host) }
        let folder = try open()
        let engine = RelayEngine(
            store: folder.store, keys: folder.keys,
            clock: ClockRule(
                accepts: acceptsTime, boot: SystemClock.bootID(), mark: folder.clock.read()))
        let core = RelayCore(engine)
        let time = RelayTime.system
        if let fault = try await core.start(now: time.now()) { throw RelayStop.clock(fault) }
        let key = folder.keys.verifier.signing.encoded()
        try await serve(core, time, folder.clock) { port in
            onListening("listening on \(address.url(port: port)) key \(key)")
        }
        // The lock and the store are let go of only now.
        withExtendedLifetime(folder) {}
    }

    private func open() throws -> RelayFolder {
        do { return try RelayFolder(folder, name: name) } catch { throw RelayStop.store(error) }
    }

    private func serve(
        _ core: RelayCore, _ time: RelayTime, _ clock: ClockFile,
        onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let http = RelayService(core, time: time).httpService(
            host: address.host, port: address.port, limits: ServiceLimits(connectionsMax: 8_192))
        try await withThrowingTaskGroup { group in
            group.addTask {
                do { try await http.run(onListening: onListening) } catch {
                    throw RelayStop.listen("\(address.host):\(address.port)", "\(error)")
                }
            }
            group.addTask {
                for await fault in core.faults { throw RelayStop.store(fault) }
            }
            group.addTask { try await keepMark(core, time, clock) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try await Self.mark(core, time, clock)
    }

    private func keepMark(_ core: RelayCore, _ time: RelayTime, _ clock: ClockFile) async throws {
        while true {
            try await Self.mark(core, time, clock)
            try await time.sleep(time.now().monotonic + Self.markInterval)
        }
    }

    /// A full disk must not end reading, and costs no more than a `--accept-time` one day.
    private static func mark(
        _ core: RelayCore, _ time: RelayTime, _ clock: ClockFile
    ) async throws {
        guard let mark = await core.clockMark(now: time.now()) else { return }
        do throws(RelayStoreError) { try clock.write(mark) } catch {
            guard error.mayPass else { throw RelayStop.store(error) }
        }
    }
}
