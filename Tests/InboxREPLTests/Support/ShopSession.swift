import Inbox
import InboxREPL
import SkeinCRDT
import SkeinStore
import SkeinWire

/// A session over a real store, without a network: what the network would answer is set by tests.
actor ShopSession: Session {
    private let shop: Shop
    private var isOnline = true
    private var tokens: [String: (text: String, url: String?)] = [:]
    private var refused: Set<String> = []
    var report = SyncReport()
    var failure: SessionError?
    private var closingFailure: SessionError?
    private(set) var joined: [String] = []
    private(set) var isClosed = false
    private(set) var noticeReaders = 0

    init() throws { shop = try Shop() }

    /// Changes the world around the device.
    func arrange(_ body: @Sendable (Shop) throws -> Void) throws { try body(shop) }

    /// Of all that replicates or waits to.
    func digest() throws -> [String] {
        let store = shop.anna.store
        return try [
            "\(store.digest())", "\(store.unsent().operations.count)",
            "\(desk { try $0.list(limit: 9).rows })",
        ]
    }

    func set(report: SyncReport) { self.report = report }
    func failToClose(with error: SessionError) { closingFailure = error }
    func fail(with error: SessionError?) { failure = error }

    func desk<Result: Sendable>(
        _ body: @escaping @Sendable (InboxDesk) throws -> Result
    ) throws -> Result {
        try check()
        return try body(shop.desk(shop.anna))
    }

    func network() -> NetworkState {
        failure == .noWorkspace ? .unset : isOnline ? .online : .offline
    }

    func setOnline(_ online: Bool) { isOnline = online }

    func syncOnce(progress: @escaping @Sendable (SyncProgress) -> Void) throws -> SyncReport {
        try check()
        progress(.polling(source: "wb-main"))
        return report
    }

    func syncUntilSettled(
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) throws -> SyncReport { try syncOnce(progress: progress) }

    func createWorkspace(relay: String, login: String, name: String?) throws -> WorkspaceFacts {
        try check()
        return facts(relay: relay, login: login, name: name)
    }

    func invite(role: MemberRole) throws -> Invitation {
        try check()
        return Invitation(
            line: "skein-invite-1:\(role.rawValue)", expires: Shop.noon + .seconds(86_400))
    }

    func join(
        invitation: String, login: String, name: String?,
        progress: @escaping @Sendable (JoinProgress) -> Void
    ) throws -> WorkspaceFacts {
        try check()
        joined.append(invitation)
        progress(.waiting(seconds: 1))
        progress(.admitted(code: "123456"))
        return facts(relay: "http://relay", login: login, name: name)
    }

    func workspace() throws -> WorkspaceFacts? {
        failure == .noWorkspace ? nil : facts(relay: "http://relay", login: "anna", name: "Анна")
    }

    func addSource(
        platform: String, name: String, url: String?, token: String
    ) throws -> SourceCheck {
        try check()
        guard let market = Market(rawValue: platform) else {
            throw SessionError.unknownPlatform(platform)
        }
        let desk = shop.desk(shop.anna)
        let wasKnown = try desk.sources().contains { $0.name == name }
        if !wasKnown { _ = try desk.addSource(market, account: "77", name: name, url: url) }
        tokens[name] = (token, url)
        return SourceCheck(name: name, platform: platform, account: "77", wasKnown: wasKnown)
    }

    func token(of source: String) -> String? { tokens[source]?.text }

    func address(of source: String) -> String? { tokens[source]?.url }

    /// From now on the platform refuses that source's token.
    func refuse(_ source: String) { refused.insert(source) }

    func tokenAddresses() -> [String: TokenAddress] {
        tokens.mapValues { TokenAddress(url: $0.url) }
    }

    func sourceTroubles() -> [String: SourceTrouble] { [:] }

    func testSource(_ name: String) throws -> SourceCheck {
        try check()
        guard tokens[name] != nil else { throw SessionError.tokenMissing(source: name) }
        if refused.contains(name) { throw SessionError.tokenRefused(source: name, detail: "401") }
        return SourceCheck(name: name, platform: "wb", account: "77", wasKnown: true)
    }

    func doctor() -> DoctorFacts {
        DoctorFacts(
            store: StoreFacts(path: "/s", sizeBytes: 4096, logSize: 3, damage: nil),
            relay: RelayFacts(
                url: "http://relay", problem: isOnline ? nil : .relayUnreachable(detail: "off"),
                wantedOnline: isOnline,
                clockSkew: .seconds(500)),
            lastSync: Shop.noon, unsent: 2,
            sources: [
                SourceFacts(
                    name: "wb-main", platform: "wb", hasToken: false, lastPoll: nil, problem: nil)
            ], versions: [VersionFact(name: "skein", version: "0.1.0")])
    }

    func notices() -> AsyncStream<Notice> {
        noticeReaders += 1
        return AsyncStream { $0.finish() }
    }

    func close() throws {
        isClosed = true
        if let closingFailure { throw closingFailure }
    }

    private func check() throws {
        if let failure { throw failure }
    }

    private func facts(relay: String, login: String, name: String?) -> WorkspaceFacts {
        WorkspaceFacts(
            id: String(repeating: "ab", count: 32), relay: relay, login: login, name: name ?? login,
            role: .owner, deviceNumber: 0)
    }
}
