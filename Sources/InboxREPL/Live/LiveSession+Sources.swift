import Inbox
import InboxSources
import Skein
import SkeinStore
import SkeinTransport
import SkeinWire

extension LiveSession {
    package func addSource(
        platform: String, name: String, url: String?, token: String
    ) async throws -> SourceCheck {
        guard let market = Market(rawValue: platform) else {
            throw SessionError.unknownPlatform(platform)
        }
        let known = try await desk { try $0.sources() }
        let token = Secrets.Token(token, url: url)
        guard let adapter = Adapters.make(market, SourceToken(token)) else {
            throw SessionError.unknownPlatform(platform)
        }
        let identity = try await identify(adapter, name: name)
        let entity = InboxID.source(market, account: identity.account)
        let wasKnown = known.contains { $0.entity == entity }
        if !wasKnown {
            _ = try await desk {
                try $0.addSource(market, account: identity.account, name: name, url: url)
            }
        }
        try replica.secrets.update { $0.tokenByEntity[entity] = token }
        if wasKnown { try await desk { try $0.moveSource(entity, to: url) } }
        let shown = known.first { $0.entity == entity }?.name ?? name
        return SourceCheck(
            name: shown, platform: platform, account: identity.account, wasKnown: wasKnown)
    }

    package func tokenAddresses() async throws -> [String: TokenAddress] {
        let tokens = replica.secrets.current.tokenByEntity
        return try await desk { desk in
            try desk.sources().reduce(into: [:]) { addresses, row in
                addresses[row.name] = tokens[row.entity].map { TokenAddress(url: $0.url) }
            }
        }
    }

    package func testSource(_ name: String) async throws -> SourceCheck {
        let row = try await desk { try $0.source(name) }
        guard let token = replica.secrets.current.tokenByEntity[row.entity] else {
            throw SessionError.tokenMissing(source: row.name)
        }
        guard let adapter = Adapters.make(row.market, SourceToken(token)) else {
            throw SessionError.unknownPlatform(row.market.rawValue)
        }
        let identity = try await identify(adapter, name: row.name)
        guard identity.account == row.account else {
            throw SessionError.tokenRefused(
                source: row.name, detail: "another account: \(identity.account)")
        }
        return SourceCheck(
            name: row.name, platform: row.market.rawValue, account: row.account, wasKnown: true)
    }

    private func identify(
        _ adapter: any SourceAdapter, name: String
    ) async throws -> SourceIdentity {
        switch await replica.client.perform(adapter.identify(), gate: nil) {
        case .failure(let failure):
            throw SessionError.sourceUnreachable(source: name, detail: failure.detail)
        case .success(let answer):
            do throws(SourceProblem) {
                return try adapter.readIdentity(answer)
            } catch {
                throw SessionError(
                    SourceTrouble(code: error.code, detail: error.detail), source: name)
            }
        }
    }

    // MARK: How the sources are doing

    package func sourceTroubles() async throws -> [String: SourceTrouble] {
        try await sourceFacts().reduce(into: [:]) { $0[$1.name] = $1.problem }
    }

    func sourceFacts() async throws -> [SourceFacts] {
        let tokens = replica.secrets.current.tokenByEntity
        return try await desk { desk in
            try desk.sources().map { row in
                let health = try PollEngine.storedHealth(row.entity, desk.store)
                let token = tokens[row.entity]
                return SourceFacts(
                    name: row.name, platform: row.market.rawValue,
                    hasToken: token != nil, lastPoll: health.lastSuccess,
                    problem: health.problem ?? token.flatMap { row.trouble(with: $0) })
            }
        }
    }

    /// What has come from each source since a count of messages was taken.
    func sourceReports(since before: [String: SourceTally]) async throws -> [SourceReport] {
        let now = try await sourceTallies()
        let problems = try await sourceTroubles()
        return now.sorted { $0.key < $1.key }.map { name, tally in
            let was = before[name] ?? tally
            return SourceReport(
                name: name, fetched: tally.messages - was.messages,
                newChats: tally.chats - was.chats, sent: tally.sent - was.sent,
                failed: tally.failed - was.failed, problem: problems[name])
        }
    }

    func sourceTallies() async throws -> [String: SourceTally] {
        try await desk { desk in
            let acts = try desk.store.acts()
            return try desk.sources().reduce(into: [:]) { tallies, row in
                let own = acts.filter { $0.resource == row.entity }
                tallies[row.name] = SourceTally(
                    messages: try desk.messageCount(of: row.entity), chats: row.chatCount,
                    sent: own.count { $0.state.name == "sent" },
                    failed: own.count { ["rejected", "unknown"].contains($0.state.name) })
            }
        }
    }
}

/// Counts of one source, to be compared before and after.
struct SourceTally: Sendable {
    var messages: Int
    var chats: Int
    var sent: Int
    var failed: Int
}

extension SourceRow {
    /// Where the workspace names another address than the one that the token was entered for.
    fileprivate func trouble(with token: Secrets.Token) -> SourceTrouble? {
        token.url == url ? nil : SourceTrouble(code: "moved", detail: url ?? market.rawValue)
    }
}

extension SourceHealth {
    /// Nil while all is well.
    var problem: SourceTrouble? {
        problemCode.map { SourceTrouble(code: $0, detail: detail) }
    }
}
