import Inbox
import SkeinWire

extension Shell {
    /// More than this many chats at once ask for confirmation.
    static let bulkMax = 3

    /// The chats that `words` name, all of them targets; the current one where there are none.
    func targets(_ words: [Token]) async throws -> [Target] {
        guard let first = words.first else { return [try currentTarget()] }
        if Self.isWhere(first) {
            let query = words.dropFirst().map(\.raw).joined(separator: " ")
            let rows = try await find(query, sort: nil, limit: nil).rows
            return rows.map { Target(entity: $0.entity, remembered: nil) }
        }
        var targets: [Target] = []
        for word in words { targets += try await self.targets(of: word) }
        return targets
    }

    static func isWhere(_ word: Token) -> Bool {
        !word.isQuoted && ["where", "где"].contains(word.text.lowercased())
    }

    /// The single chat that `words` name.
    func target(_ words: [Token], _ command: Command) async throws -> Target {
        if words.count > 1 { throw tooManyWords(words[1], command) }
        let found = try await targets(words)
        guard let target = found.first, found.count == 1 else {
            throw Complaint(
                .oneChatOnly, [.text(command.name)], exit: .usage, at: words.first?.place ?? .none)
        }
        return target
    }

    nonisolated func tooManyWords(_ word: Token, _ command: Command) -> Complaint {
        Complaint(
            .unexpectedWord, [.text(word.text)], exit: .usage, at: word.place, remedy: .seeHelp,
            [.text(command.name)])
    }

    /// The chat of a command that takes text, and the text: decides whether a first word that
    /// looks like an id is one.
    func textTarget(_ invocation: Invocation) async throws -> (Target, String) {
        guard let word = invocation.words.first else {
            return (try currentTarget(), invocation.text)
        }
        if !TargetSyntax.isID(word.text) {
            let found = try await targets(of: word)
            guard let target = found.first, found.count == 1 else {
                throw Complaint(
                    .oneChatOnly, [.text(invocation.command.name)], exit: .usage, at: word.place)
            }
            return (target, invocation.text)
        }
        guard let current else { return (try await targets(of: word)[0], invocation.text) }
        let named: EntityID
        do {
            named = try await desk { try $0.resolve(word.text) }
        } catch InboxError.noSuchChat {
            return (Target(entity: current.entity, remembered: nil), invocation.textWithTarget)
        }
        // A text that begins with "back" must not go to whichever chat's id begins so.
        if named != current.entity, !TargetSyntax.isUnmistakable(word.text) {
            throw Complaint(
                .textOrTarget, [.text(word.text)], exit: .usage, at: word.place,
                remedy: .sayWhichTarget, [.text(invocation.command.name), .text(word.text)])
        }
        return (Target(entity: named, remembered: nil), invocation.text)
    }

    /// Stops where a chat is no longer as it was in the list from which it was chosen: what the
    /// operator saw is not what the command would act on.
    func requireUnchanged(_ targets: [Target]) async throws {
        for target in targets {
            guard let seen = target.remembered else { continue }
            let row = try await desk { try $0.peek(target.entity).chat }
            if Self.looksAlike(row, seen) { continue }
            remember(row)
            throw Complaint(
                .changedSinceList, [.text(row.short), .text(changes(from: seen, to: row))],
                exit: .needsDecision, remedy: .repeatToGoOn)
        }
    }

    /// Takes a chat's new looks into the remembered list, so that own changes are no surprise.
    func remember(_ row: ChatRow) {
        guard let place = listed?.firstIndex(where: { $0.entity == row.entity }) else { return }
        listed?[place] = row
    }

    /// Makes a chat the one that `.` means.
    func enter(_ row: ChatRow) {
        current = CurrentChat(entity: row.entity, short: row.short)
    }

    static func isYes(_ answer: String) -> Bool {
        ["y", "yes", "д", "да"].contains(answer.lowercased().filter { !$0.isWhitespace })
    }

    private func currentTarget() throws(Complaint) -> Target {
        guard let current else {
            throw Complaint(.noCurrentChat, exit: .notFound, remedy: .howToChoose)
        }
        return Target(entity: current.entity, remembered: nil)
    }

    private func targets(of word: Token) async throws -> [Target] {
        if word.text == "." { return [try currentTarget()] }
        if word.text == "-" { return try await targetsFromInput(word) }
        if let rows = TargetSyntax.rows(word.text) { return try targets(of: rows, word) }
        guard !word.text.hasPrefix("%"), !word.text.isEmpty else {
            throw Complaint(.notARow, [.text(word.text)], exit: .usage, at: word.place)
        }
        do {
            let entity = try await desk { try $0.resolve(word.text) }
            return [Target(entity: entity, remembered: nil)]
        } catch let error as InboxError {
            var complaint = Complaint.of(error, look)
            complaint.place = word.place
            throw complaint
        }
    }

    private func targets(
        of rows: TargetSyntax.Rows, _ word: Token
    ) throws(Complaint) -> [Target] {
        guard let listed else {
            throw Complaint(.noListYet, [.text(word.text)], exit: .notFound, at: word.place)
        }
        let numbers: [Int] =
            switch rows {
            case .all: Array(1..<(listed.count + 1))
            case .numbers(let ranges):
                // A range far beyond the list is refused at its first missing row.
                ranges.flatMap { Array($0.prefix(listed.count + 1)) }
            }
        return try numbers.map { number throws(Complaint) in
            guard number <= listed.count else {
                throw Complaint(
                    .noSuchRow, [.number(number), .number(listed.count)], exit: .notFound,
                    at: word.place)
            }
            let row = listed[number - 1]
            return Target(entity: row.entity, remembered: row)
        }
    }

    private func targetsFromInput(_ word: Token) async throws -> [Target] {
        guard let readInput = settings.readInput else {
            throw Complaint(.noInputForTargets, exit: .usage, at: word.place)
        }
        var targets: [Target] = []
        for line in await readInput() {
            for id in line.split(whereSeparator: \.isWhitespace) {
                let prefix = String(id)
                let entity = try await desk { try $0.resolve(prefix) }
                targets.append(Target(entity: entity, remembered: nil))
            }
        }
        return targets
    }

    private static func looksAlike(_ now: ChatRow, _ seen: ChatRow) -> Bool {
        now.status == seen.status && now.assignee == seen.assignee
            && now.messageCount == seen.messageCount
            && now.openReplyCount == seen.openReplyCount
    }

    private func changes(from seen: ChatRow, to now: ChatRow) -> String {
        var changes: [String] = []
        if now.messageCount != seen.messageCount {
            changes.append(text(.changedMessages, .number(now.messageCount - seen.messageCount)))
        }
        if now.status != seen.status {
            changes.append(StatusWord.shown(now.status, settings.language))
        }
        if now.assignee != seen.assignee {
            changes.append(now.assignee.map { "@\($0.login)" } ?? text(.nobody))
        }
        if now.openReplyCount != seen.openReplyCount {
            changes.append(text(.changedReplies, .number(now.openReplyCount)))
        }
        return changes.joined(separator: ", ")
    }
}
