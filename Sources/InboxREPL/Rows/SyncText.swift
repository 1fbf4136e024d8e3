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
        }
        for source in report.sources {
            let name = Printable.neutralise(source.name)
            lines.append(
                text(
                    .syncSource, .text(name), .number(source.fetched), .number(source.newChats),
                    .number(source.duplicates), .number(source.sent), .number(source.failed)))
            if let problem = source.problem {
                lines.append(
                    Paint.alarm(
                        text(.syncProblem, .text(name), .text(Printable.neutralise(problem))),
                        on: look.colour))
            }
        }
        lines.append(text(.syncReplies, .number(report.held), .number(report.open)))
        if report.undecided > 0 { lines.append(text(.syncUndecided, .number(report.undecided))) }
        if report.unsent > 0 { lines.append(text(.syncUnsent, .number(report.unsent))) }
        return lines
    }
}

extension RowShape where Row == SyncReport {
    static let syncReport = RowShape([
        .hidden("relay") { row, _ in
            switch row.relay {
            case .reached: .text("reached")
            case .offline: .text("offline")
            case .unreachable: .text("unreachable")
            }
        },
        .hidden("relay_problem") { row, _ in
            if case .unreachable(let detail) = row.relay { .text(detail) } else { .null }
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
                        JSONMember("problem", .optional($0.problem)),
                    ])
                })
        },
    ])
}
