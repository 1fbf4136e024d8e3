import SkeinCRDT
import Testing

@testable import InboxREPL

struct DiagnosisTests {
    private let look = Look(
        language: .en,
        time: RelativeTime(now: Shop.noon, zone: Shop.moscow, language: .en), colour: false)

    private func facts(
        damage: String? = nil, isRebuilding: Bool = false, skew: Duration = .zero,
        syncAge: Duration = .zero, unsent: Int = 0,
        problem: SourceTrouble? = nil
    ) -> DoctorFacts {
        DoctorFacts(
            store: StoreFacts(
                path: "/s", sizeBytes: 4096, logSize: 3, damage: damage, isRebuilding: isRebuilding),
            relay: RelayFacts(url: "http://r", problem: nil, wantedOnline: true, clockSkew: skew),
            lastSync: Shop.noon + .milliseconds(-syncAge.wholeMilliseconds), unsent: unsent,
            sources: [
                SourceFacts(
                    name: "wb-main", platform: "wb", hasToken: true, lastPoll: Shop.noon,
                    problem: problem)
            ], versions: [])
    }

    /// What is not well, by subject.
    private func complaints(_ facts: DoctorFacts) -> [String: Diagnosis.Grade] {
        Diagnosis.findings(facts, look).filter { $0.grade != .good }
            .reduce(into: [:]) { $0[$1.subject] = $1.grade }
    }

    @Test func whereAllIsWellNothingIsAdvised() {
        let findings = Diagnosis.findings(facts(), look)
        #expect(findings.allSatisfy { $0.grade == .good && $0.remedy == nil })
        #expect(findings.map(\.subject) == ["store", "relay", "clock", "sync", "sync", "wb-main"])
    }

    @Test func whateverIsNotWellHasItsGradeAndARemedy() {
        let cases: [(DoctorFacts, [String: Diagnosis.Grade])] = [
            (facts(damage: "row 5"), ["store": .bad]),
            (facts(isRebuilding: true), ["store": .warning]),
            (facts(skew: .seconds(121)), ["clock": .bad]),
            (facts(skew: .seconds(-121)), ["clock": .bad]), (facts(skew: .seconds(-120)), [:]),
            (facts(skew: .seconds(120)), [:]), (facts(syncAge: .seconds(3600)), [:]),
            (facts(syncAge: .seconds(3601)), ["sync": .warning]),
            (facts(unsent: 1), ["sync": .warning]),
            (facts(problem: SourceTrouble(code: "unauthorized")), ["wb-main": .bad]),
        ]
        for (facts, expected) in cases {
            #expect(complaints(facts) == expected)
            for finding in Diagnosis.findings(facts, look) {
                #expect((finding.remedy != nil) == (finding.grade != .good), "\(finding.subject)")
            }
        }
    }

    @Test func aPlatformsWordsAreHarmlessOnTheTerminal() {
        let hostile = facts(
            damage: "\u{1B}[2J",
            problem: SourceTrouble(code: "unreadable", detail: "401 \u{9B}31m\u{202E}\nx"))
        for finding in Diagnosis.findings(hostile, look) {
            let line = finding.line(look)
            #expect(Printable.neutralise(line) == line, "\(finding.subject)")
        }
    }
}
