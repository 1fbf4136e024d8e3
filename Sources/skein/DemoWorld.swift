import Foundation
import InboxREPL

/// The demo's relay and platforms, running; the relay can be cut off and brought back.
actor DemoWorld {
    private let places: DemoPlaces
    private var sources: Server?
    private var relay: Server?
    private(set) var relayAddress = ""
    private(set) var sourcesAddress = ""

    init(_ places: DemoPlaces) { self.places = places }

    func startSources(_ day: DemoDay) async throws {
        var arguments = ["sources", "--listen", "127.0.0.1:0", "--load", places.orders]
        for account in day.accounts {
            arguments += [account.market == "tg" ? "--tg-token" : "--wb-token", account.token]
        }
        let server = try await Server.start(
            places.simulator, arguments, log: places.log("sources"))
        sources = server
        sourcesAddress = server.address
    }

    /// The first start takes any free port, every later one the same.
    func startRelay() async throws {
        guard relay == nil else { return }
        let port = URL(string: relayAddress)?.port ?? 0
        let server = try await Server.start(
            places.relayProgram,
            ["serve", "--store", places.relay, "--listen", "127.0.0.1:\(port)"],
            log: places.log("relay"))
        relay = server
        relayAddress = server.address
    }

    func stopRelay() async {
        await relay?.stop()
        relay = nil
    }

    func stop() async {
        await stopRelay()
        await sources?.stop()
        sources = nil
    }
}
