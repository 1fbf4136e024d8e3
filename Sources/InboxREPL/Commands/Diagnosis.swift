import SkeinCRDT

/// From what `doctor` found to lines with remedies.
package enum Diagnosis {
    package enum Grade: String, Sendable { case good, warning, bad }

    /// One finding: what was looked at, how it is, and what to do about it.
    package struct Finding: Hashable, Sendable {
        package var subject: String
        package var grade: Grade
        package var message: Message
        package var arguments: [MessageArgument]
        package var remedy: Message?
        package var remedyArguments: [MessageArgument] = []
    }

    /// A clock that is off by more than this can make the relay refuse or the order look odd.
    static let clockSkewMax = Duration.seconds(120)
    /// A colleague sees nothing of what has waited this long.
    static let syncAgeMax = Duration.seconds(3600)

    package static func findings(_ facts: DoctorFacts, _ look: Look) -> [Finding] {
        [store(facts.store)] + relay(facts.relay)
            + (facts.relay == nil ? [] : [lastSync(facts, look)]) + [unsent(facts)]
            + facts.sources.map { source($0, look) }
            + facts.versions.map(version)
    }

    /// Where the store cannot be looked into: that, and what could not be checked for it.
    package static func findings(storeFailure complaint: Complaint) -> [Finding] {
        [
            Finding(subject: "store", complaint),
            Finding(
                subject: "relay", grade: .warning, message: .doctorUnchecked, arguments: []),
        ] + VersionFact.all.map(version)
    }

    private static func version(_ fact: VersionFact) -> Finding {
        Finding(
            subject: fact.name, grade: .good, message: .doctorVersion,
            arguments: [.text(fact.name), .text(fact.version)])
    }

    private static func store(_ facts: StoreFacts) -> Finding {
        if let damage = facts.damage {
            return Finding(
                subject: "store", grade: .bad, message: .doctorStoreDamaged,
                arguments: [.text(facts.path), .text(damage)], remedy: .rebuildStore)
        }
        if facts.isRebuilding {
            return Finding(
                subject: "store", grade: .warning, message: .storeRebuilding, arguments: [],
                remedy: .runSync)
        }
        return Finding(
            subject: "store", grade: .good, message: .doctorStore,
            arguments: [
                .text(facts.path), .number(Int(clamping: facts.sizeBytes / 1024)),
                .number(Int(clamping: facts.logSize)),
            ])
    }

    private static func relay(_ facts: RelayFacts?) -> [Finding] {
        guard let facts else {
            return [
                Finding(
                    subject: "workspace", grade: .bad, message: .noWorkspace, arguments: [],
                    remedy: .howToWorkspace)
            ]
        }
        if !facts.wantedOnline {
            return [
                Finding(
                    subject: "relay", grade: .warning, message: .doctorOffline,
                    arguments: [.text(facts.url)], remedy: .goOnline)
            ]
        }
        if case .relayUnreachable(let detail) = facts.problem {
            return [
                Finding(
                    subject: "relay", grade: .bad, message: .doctorRelayDown,
                    arguments: [.text(facts.url), .text(detail)], remedy: .workOffline)
            ]
        }
        if let problem = facts.problem { return [Finding(subject: "relay", .of(problem))] }
        return [
            Finding(
                subject: "relay", grade: .good, message: .doctorRelay, arguments: [.text(facts.url)]
            )
        ] + (facts.clockSkew.map { [clock($0)] } ?? [])
    }

    private static func clock(_ skew: Duration) -> Finding {
        let seconds = Int(clamping: skew.wholeMilliseconds / 1000)
        let isFar = skew > clockSkewMax || skew < .zero - clockSkewMax
        return Finding(
            subject: "clock", grade: isFar ? .bad : .good,
            message: isFar ? .doctorClockOff : .doctorClock, arguments: [.number(seconds)],
            remedy: isFar ? .setClock : nil)
    }

    private static func lastSync(_ facts: DoctorFacts, _ look: Look) -> Finding {
        guard let time = facts.lastSync else {
            return Finding(
                subject: "sync", grade: .warning, message: .doctorNeverSynced, arguments: [],
                remedy: .runSync)
        }
        let isOld = look.time.now - time > syncAgeMax
        return Finding(
            subject: "sync", grade: isOld ? .warning : .good, message: .doctorLastSync,
            arguments: [.text(look.time.short(time))], remedy: isOld ? .runSync : nil)
    }

    private static func unsent(_ facts: DoctorFacts) -> Finding {
        facts.unsent > 0
            ? Finding(
                subject: "sync", grade: .warning, message: .doctorUnsent,
                arguments: [.number(facts.unsent)], remedy: .runSync)
            : Finding(
                subject: "sync", grade: .good, message: .doctorAllSent, arguments: [])
    }

    private static func source(_ facts: SourceFacts, _ look: Look) -> Finding {
        if !facts.hasToken {
            return Finding(
                subject: facts.name, grade: .warning, message: .doctorNoToken,
                arguments: [.text(facts.name)], remedy: .addToken,
                remedyArguments: [.text(facts.name)])
        }
        if let problem = facts.problem {
            return Finding(
                subject: facts.name, .of(SessionError(problem, source: facts.name)))
        }
        return Finding(
            subject: facts.name, grade: .good,
            message: facts.lastPoll == nil ? .doctorSourceUnread : .doctorSource,
            arguments: [
                .text(facts.name), .text(facts.platform),
                .text(facts.lastPoll.map { look.time.short($0) } ?? ""),
            ])
    }
}

extension Diagnosis.Finding {
    init(subject: String, _ complaint: Complaint) {
        self.init(
            subject: subject, grade: .bad, message: complaint.message,
            arguments: complaint.arguments, remedy: complaint.remedy,
            remedyArguments: complaint.remedyArguments)
    }

    /// `✓ …`, `! … → remedy`, `✗ … → remedy`.
    func line(_ look: Look) -> String {
        let (sign, paint): (String, Paint) =
            switch grade {
            case .good: ("✓", .good)
            case .warning: ("!", .warning)
            case .bad: ("✗", .alarm)
            }
        let finding = Printable.neutralise(Catalogue.text(message, arguments, look.language))
        let advice =
            remedy.map {
                " → "
                    + Printable.neutralise(
                        Catalogue.text($0, remedyArguments, look.language))
            } ?? ""
        return "\(paint(sign, on: look.colour)) \(finding)\(advice)"
    }
}

extension RowShape where Row == Diagnosis.Finding {
    static let findings = RowShape([
        .hidden("subject") { row, _ in .text(row.subject) },
        .hidden("grade") { row, _ in .text(row.grade.rawValue) },
        .hidden("finding") { row, _ in .text(Catalogue.text(row.message, row.arguments, .en)) },
        .hidden("remedy") { row, _ in
            row.remedy.map { .text(Catalogue.text($0, row.remedyArguments, .en)) } ?? .null
        },
    ])
}
