import Foundation
import InboxREPL
import SkeinTesting
import Synchronization
import Testing

struct SynchroniseTests {
    @Test func aSyncTellsWhatItDidAndWhatIsLeft() async throws {
        let bench = try Bench(.ru)
        await bench.session.set(
            report: SyncReport(
                entriesPulled: 3, batchesPushed: 1,
                sources: [SourceReport(name: "wb-main", fetched: 5, newChats: 2)], held: 1, open: 2,
                undecided: 1))
        let result = await bench.run("sync --once")
        #expect(result.exit == .done && result.messages == "")
        #expect(
            result.data == """
                реле: передано 1, принято 3
                wb-main: прочитано 5, новых чатов 2, повторов 0, отправлено 0, не отправлено 0
                ответы: ждут выдержки 1, на пути 2
                1 ответ ждёт решения: outbox

                """)
        #expect(await bench.run("sync --wait").exit == .needsDecision)
        let row = try await bench.json("sync --json").first
        #expect(row?["held"] as? Int == 1 && row?["relay"] as? String == "reached")
    }

    @Test(
        arguments: [
            (SyncReport(relay: .unreachable(detail: "refused")), ExitCode.failed),
            (SyncReport(relay: .offline), .refused),
            (
                SyncReport(sources: [
                    SourceReport(name: "a", problem: SourceTrouble(code: "refused"))
                ]), .partly
            ),
            (SyncReport(sources: [SourceReport(name: "a", failed: 1)]), .partly),
            (SyncReport(undecided: 1), .done),
        ] as [(SyncReport, ExitCode)])
    func theExitCodeSaysHowFarItCame(report: SyncReport, exit: ExitCode) async throws {
        let bench = try Bench()
        await bench.session.set(report: report)
        #expect(await bench.run("sync").exit == exit)
    }

    @Test func offlineAndOnlineSwitch() async throws {
        let bench = try await Bench(.ru).withChats()
        await bench.run("list")
        #expect(await bench.run("офлайн").exit == .done)
        #expect(await bench.shell.prompt().text(.ru, colour: false).contains("сеть выкл"))
        #expect(await bench.run("take %1").exit == .done, "work goes on")
        #expect(await bench.run("online").exit == .done)
        let prompt = await bench.shell.prompt().text(.ru, colour: false)
        #expect(prompt.hasPrefix("anna · 2 новых · 2 ничьих · сеть ✓ · "))
    }

    @Test func thePromptShowsTheLastFailureAndTheOutbox() async throws {
        let bench = try await Bench(.ru).withChats()
        await bench.run("list")
        await bench.run("reply %1 Привет")
        await bench.run("нетакой")
        let prompt = await bench.shell.prompt().text(.ru, colour: false)
        #expect(prompt.contains("⇅1") && prompt.contains("✗2"))
        await bench.shell.farewell()
        #expect(bench.messages.take().contains("ответов ждёт отправки: 1"))
    }

    @Test func aWorkspaceIsCreatedInvitedIntoAndJoined() async throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "petr.invite").path
        let bench = try Bench()
        let made = await bench.run("workspace create --relay http://r --as anna --name Анна")
        #expect(
            made.exit == .done && made.data.contains("workspace abababab · relay http://r · @anna"))
        #expect(
            await bench.run("workspace invite --role operator").data == "skein-invite-1:operator\n")
        #expect(await bench.run("workspace invite --out \(file)").exit == .done)
        #expect(permissions(of: file) == 0o600)
        let joined = await bench.run("workspace join --invite-file \(file) --as petr")
        #expect(joined.exit == .done && joined.messages.contains("123456"))
        #expect(await bench.session.joined == ["skein-invite-1:sender"])
        #expect(try await bench.json("workspace --json").first?["role"] as? String == "owner")
    }

    @Test func whatIsMissingIsNamed() async throws {
        let bench = try Bench()
        let create = await bench.run("workspace create --as anna")
        #expect(create.exit == .usage && create.messages.contains("--relay"))
        #expect(await bench.run("workspace join --as x --invite-file /none").exit == .notFound)
        #expect(await bench.run("workspace invite --role king").exit == .usage)
        #expect(await bench.run("workspace leave").exit == .usage)
    }

    @Test(
        arguments: [
            (SessionError.noWorkspace, ExitCode.failed, "workspace create"),
            (.relayUnreachable(detail: "x"), .failed, "go on working"),
            (.notARelay(detail: "x"), .failed, "guest network"),
            (.offline, .refused, "online"), (.needsRole(.owner), .refused, "owner"),
            (.storeInUse(holder: "pid 7"), .failed, "--store"),
            (.tokenRefused(source: "wb", detail: "401"), .credentials, "source add wb"),
            (.sourceNotFound("x"), .notFound, "source list"),
            (.updateNeeded(detail: "x"), .failed, "update"),
            (.badInvitation(detail: "x"), .failed, "workspace invite"),
        ] as [(SessionError, ExitCode, String)])
    func everyFailureHasACodeAndARemedy(
        error: SessionError, exit: ExitCode, remedy: String
    ) async throws {
        let bench = try Bench()
        await bench.session.fail(with: error)
        let result = await bench.run("list")
        #expect(result.exit == exit && result.data == "")
        #expect(result.messages.contains(remedy), "\(result.messages)")
    }

    @Test func aSourceIsAddedWithATokenThatNobodyElseCanRead() async throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "wb.token").path
        let bench = try Bench()
        try Data("s3cret\n".utf8).write(to: URL(filePath: file))
        chmod(file, 0o644)
        let open = await bench.run("source add wb wb-main --token-file \(file)")
        #expect(open.exit == .credentials && open.messages.contains("chmod 600"))
        chmod(file, 0o600)
        #expect(await bench.run("source add wb wb-main --token-file \(file)").exit == .done)
        #expect(await bench.session.token(of: "wb-main") == "s3cret")
        let rows = try await bench.json("source --json")
        #expect(rows.first?["token"] as? Bool == true && rows.first?["platform"] as? String == "wb")
        #expect(await bench.run("source test").data == "✓ wb-main (wb, account 77)\n")
        #expect(await bench.run("source add vk x --token-file \(file)").exit == .usage)
    }

    @Test func aKnownSourceAsksOnlyForItsToken() async throws {
        let bench = try await Bench { settings in
            settings.ask = { _ in nil }
            settings.askSecret = { _ in " typed\n" }
        }.withChats()
        #expect(await bench.run("source test wb-main").exit == .credentials)
        let result = await bench.run("source add")
        #expect(result.exit == .done)
        #expect(result.messages.contains("known, but without a token on this device:\n  wb-main"))
        #expect(await bench.session.token(of: "wb-main") == "typed")
        #expect(await bench.run("source add").exit == .usage, "nothing is left to add")
    }

    /// Any member can write an address into the log: a token goes there only where a person agrees.
    @Test func anAddressThatAColleagueNamedIsConfirmedBeforeATokenGoesThere() async throws {
        let url = "https://elsewhere.test"
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let token = folder.appending(path: "wb.token").path
        try Data("s3cret\n".utf8).write(to: URL(filePath: token))
        chmod(token, 0o600)
        let asked = Mutex<[String]>([])
        let answer = Mutex("n")
        for hasTerminal in [false, true] {
            let bench = try await Bench { settings in
                guard hasTerminal else { return }
                settings.ask = { question in
                    asked.withLock { $0.append(question) }
                    return answer.withLock { $0 }
                }
            }.withChats()
            try await bench.session.arrange { shop in
                let desk = shop.desk(shop.anna)
                try desk.moveSource(try desk.source("wb-main").entity, to: url)
            }
            for words in ["wb-main", "wb wb-main"] {
                let refused = await bench.run("source add \(words) --token-file \(token)")
                #expect(refused.exit == .refused, "\(refused.messages)")
                #expect(await bench.session.token(of: "wb-main") == nil)
                let told = hasTerminal ? asked.withLock { $0.last ?? "" } : refused.messages
                #expect(told.contains(url))
            }
            if hasTerminal {
                answer.withLock { $0 = "y" }
                let agreed = await bench.run("source add wb-main --token-file \(token)")
                #expect(agreed.exit == .done)
            } else {
                let typed = await bench.run(
                    "source add wb-main --url \(url) --token-file \(token)")
                #expect(typed.exit == .done)
            }
            #expect(await bench.session.address(of: "wb-main") == url)
            // Here the address is agreed to: another token for it needs no more words.
            let count = asked.withLock { $0.count }
            let again = await bench.run("source add wb-main --token-file \(token)")
            #expect(again.exit == .done && asked.withLock { $0.count } == count)
        }
    }

    @Test func aTokenOfBlanksIsNoToken() async throws {
        let bench = try await Bench { settings in
            settings.askSecret = { _ in " \n" }
        }.withChats()
        #expect(await bench.run("source add wb-main").exit == .credentials)
        #expect(await bench.session.token(of: "wb-main") == nil)
    }

    @Test func whereOneOfTwoSourcesFailsTheTestIsDoneInPart() async throws {
        let bench = try await Bench { settings in
            settings.askSecret = { _ in "t" }
        }.withChats()
        await bench.run("source add wb-main")
        await bench.run("source add tg bot")
        await bench.session.refuse("bot")
        let result = await bench.run("source test")
        #expect(result.exit == .partly)
        #expect(result.data == "✓ wb-main (wb, account 77)\n" && result.messages.contains("bot"))
        #expect(await bench.run("source test bot").exit == .credentials)
    }

    @Test func withoutAnybodyToAskATokenFileIsNeeded() async throws {
        let result = try await Bench().withChats().run("source add wb-main")
        #expect(result.exit == .credentials && result.messages.contains("--token-file"))
    }

    @Test func theDoctorGivesOneRemedyALine() async throws {
        let bench = try Bench(.ru)
        let result = await bench.run("doctor")
        #expect(result.exit == .failed, "the clock is off")
        let lines = result.data.split(separator: "\n")
        #expect(lines.contains("✓ реле http://relay отвечает"))
        #expect(
            lines.contains(
                "✗ часы: разница с реле 500 с — слишком много → поставьте часы этого компьютера: "
                    + "timedatectl set-ntp true"))
        #expect(lines.contains("! ещё не передано: 2 действия → sync"))
        #expect(
            lines.contains(
                "! wb-main: на этом устройстве нет токена → source add wb-main --token-file ФАЙЛ"))
        let findings = try await bench.json("doctor --json")
        #expect(
            findings.contains {
                $0["subject"] as? String == "clock" && $0["grade"] as? String == "bad"
            })
    }
}
