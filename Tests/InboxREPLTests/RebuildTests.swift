import InboxREPL
import Testing

/// `doctor --rebuild` as it is told.
struct RebuildTests {
    private func bench(
        _ language: Language = .en, _ answer: @escaping @Sendable () throws -> RebuildFacts
    ) throws -> Bench {
        try Bench(language) { $0.rebuild = { try answer() } }
    }

    private static let complete = RebuildFacts(
        kept: "/s/replica.sqlite.damaged-2", isComplete: true, entries: 12, unsent: 3, problem: nil)

    @Test(
        arguments: [
            (.en, "the store is sound, there is nothing to rebuild\n"),
            (.ru, "хранилище цело, собирать заново нечего\n"),
        ] as [(Language, String)])
    func aSoundStoreIsLeftAsItIs(language: Language, words: String) async throws {
        let bench = try bench(language) { throw SessionError.storeIsSound }
        let result = await bench.run("doctor --rebuild")
        #expect(result.exit == .refused && result.data == "" && result.messages == words)
        let nowhere = await (try Bench(language)).run("doctor --rebuild")
        #expect(nowhere.exit == .refused && nowhere.messages == words)
    }

    @Test func whoeverHasTheStoreOpenIsClosedFirst() async throws {
        let bench = try bench { Self.complete }
        await bench.run("list")
        #expect(await !bench.session.isClosed)
        await bench.run("doctor --rebuild")
        #expect(await bench.session.isClosed)
        #expect(await !bench.shell.isOpen)
    }

    @Test(
        arguments: [
            (
                .en,
                "the store was rebuilt: 12 log entries, 3 not pushed yet\n"
                    + "the damaged one is kept here: /s/replica.sqlite.damaged-2\n"
            ),
            (
                .ru,
                "хранилище собрано заново: записей журнала 12, ещё не передано 3\n"
                    + "повреждённое лежит здесь: /s/replica.sqlite.damaged-2\n"
            ),
        ] as [(Language, String)])
    func whatCameBackAndWhereTheOldOneLiesIsTold(language: Language, words: String) async throws {
        let result = try await bench(language) { Self.complete }.run("doctor --rebuild")
        #expect(result.exit == .done && result.data == words)
    }

    @Test(
        arguments: [
            (.en, "the log will be read at the next synchronisation\n", "the relay"),
            (.ru, "журнал будет прочитан при следующем обмене\n", "реле"),
        ] as [(Language, String, String)])
    func whatIsStillToComeIsTold(language: Language, words: String, relay: String) async throws {
        let bench = try bench(language) {
            RebuildFacts(
                kept: nil, isComplete: false, entries: 0, unsent: 0,
                problem: .relayUnreachable(detail: "down"))
        }
        let result = await bench.run("doctor --rebuild")
        #expect(result.exit == .failed && result.data.hasSuffix(words))
        #expect(result.messages.contains(relay) && result.messages.contains("down"))
    }

    @Test func machinesAreToldTheSame() async throws {
        let result = try await bench { Self.complete }.run("doctor --rebuild --json")
        #expect(
            result.data
                == "{\"kept\":\"/s/replica.sqlite.damaged-2\",\"complete\":true,"
                + "\"entries\":12,\"unsent\":3}\n")
    }

    @Test func aStoreThatCannotBeClosedIsSpokenOfAndChangesNoExitCode() async throws {
        let bench = try Bench()
        await bench.session.failToClose(with: .store(.diskFull))
        #expect(await bench.run("list").exit == .done)
        await bench.shell.close()
        #expect(bench.messages.take().contains("the disk is full"))
        #expect(await bench.shell.lastExit == .done)
    }
}
