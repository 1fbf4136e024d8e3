/// What a synchronisation did, in words and for machines.
enum SyncText {
    static func lines(_ report: SyncReport, _ look: Look) -> [String] {
        func text(_ message: Message, _ arguments: MessageArgument...) -> String {
            Catalogue.text(message, arguments, look.language)
        }
        var lines: [String] = []
        switch report.relay {
        case .reached:
            lines.append(
                text(.syncRelay, .number(report.batchesPushed), .number(report.entriesPulled)))
        case .offline: lines.append(text(.syncOffline))
        case .unreachable(let detail):
            lines.append(
                Paint.alarm(
                    text(.syncUnreachable, .text(Printable.neutralise(detail))), on: look.colour))
        case .notARelay, .stopped:
            if let complaint = complaint(report.relay) { lines.append(line(complaint, look)) }
        }
        for source in report.sources {
            let name = Printable.neutralise(source.name)
            lines.append(
                text(
                    .syncSource, .text(name), .number(source.fetched), .number(source.newChats),
                    .number(source.duplicates), .number(source.sent), .number(source.failed)))
            if let problem = source.problem {
                lines.append(line(.of(SessionError(problem, source: source.name)), look))
            }
        }
        lines.append(text(.syncReplies, .number(report.held), .number(report.open)))
        if report.undecided > 0 { lines.append(text(.syncUndecided, .number(report.undecided))) }
        if report.unsent > 0 { lines.append(text(.syncUnsent, .number(report.unsent))) }
        return lines
    }

    /// What a person can do about what went wrong, each advice once.
    static func advice(_ report: SyncReport, _ look: Look) -> [String] {
        let complaints =
            [complaint(report.relay)]
            + report.sources.map { source in
                source.problem.map { .of(SessionError($0, source: source.name)) }
            }
        var lines: [String] = []
        for case let complaint? in complaints {
            guard let remedy = complaint.remedy else { continue }
            let line = Printable.neutralise(
                Catalogue.text(remedy, complaint.remedyArguments, look.language))
            if !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    /// What the relay's part of an exchange is to be complained of; nil where all went well.
    static func complaint(_ contact: RelayContact) -> Complaint? {
        switch contact {
        case .reached, .offline: nil
        case .unreachable(let detail): .of(SessionError.relayUnreachable(detail: detail))
        case .notARelay(let url): .of(SessionError.notARelay(detail: url))
        case .stopped(let error): .of(error)
        }
    }

    private static func line(_ complaint: Complaint, _ look: Look) -> String {
        let text = Catalogue.text(complaint.message, complaint.arguments, look.language)
        return Paint.alarm(Printable.neutralise(text), on: look.colour)
    }
}

extension RowShape where Row == SyncReport {
    static let syncReport = RowShape([
        .hidden("relay") { row, _ in
            switch row.relay {
            case .reached: .text("reached")
            case .offline: .text("offline")
            case .unreachable: .text("unreachable")
            case .notARelay: .text("not-a-relay")
            case .stopped: .text("stopped")
            }
        },
        .hidden("relay_problem") { row, _ in
            SyncText.complaint(row.relay).map {
                .text(Catalogue.text($0.message, $0.arguments, .en))
            } ?? .null
        },
        .hidden("pushed") { row, _ in .number(row.batchesPushed) },
        .hidden("pulled") { row, _ in .number(row.entriesPulled) },
        .hidden("held") { row, _ in .number(row.held) },
        .hidden("open") { row, _ in .number(row.open) },
        .hidden("undecided") { row, _ in .number(row.undecided) },
        .hidden("unsent") { row, _ in .number(row.unsent) },
        .hidden("sources") { row, _ in
            .array(
                row.sources.map {
                    .object([
                        JSONMember("name", .text($0.name)),
                        JSONMember("fetched", .number($0.fetched)),
                        JSONMember("new_chats", .number($0.newChats)),
                        JSONMember("duplicates", .number($0.duplicates)),
                        JSONMember("sent", .number($0.sent)),
                        JSONMember("failed", .number($0.failed)),
                        JSONMember("problem", .optional($0.problem?.text)),
                    ])
                })
        },
    ])
}
