import SkeinStore
import SkeinWire

extension InboxDesk {
    /// Everybody of the workspace, by number.
    package func persons() throws -> [PersonRow] { try DeskDirectory(store).persons }

    package func me() throws -> PersonRow {
        guard let me = try persons().first(where: \.isMe) else { throw InboxError.notJoined }
        return me
    }

    /// `@anna`, `anna`, `me`/`я`; nil for `none`/`никто`.
    package func person(_ word: String) throws -> PersonReference? {
        if Wording.isNone(word) { return nil }
        if Wording.isMe(word) { return try me().reference }
        let persons = try persons()
        let wanted = SearchText.normalise(word).trimmingPrefix("@")
        guard let found = persons.first(where: { SearchText.normalise($0.login) == wanted }) else {
            let logins = persons.map(\.login)
            throw InboxError.noSuchPerson(
                word, suggestion: Nearest.suggestion(for: String(wanted), among: logins))
        }
        return found.reference
    }

    /// Names me: a login without blanks, and perhaps a shown name. What is so already is not
    /// written again.
    package func introduce(login: String, name: String?) throws -> PersonRow {
        let number = try editor().person
        let login = try Self.checkedLogin(login)
        let entity = InboxID.person(number)
        let known = try me()
        var edits: [Edit] = []
        if known.login != login {
            edits.append(.writeText(entity, field: Field.personLogin, login))
        }
        if let name = name?.outerTrimmed, !name.isEmpty, known.name != name {
            edits.append(.writeText(entity, field: Field.personName, name))
        }
        if !edits.isEmpty { _ = try record(edits, undo: nil, about: nil) }
        return try me()
    }

    private static let loginLengthMax = 40

    private static func checkedLogin(_ typed: String) throws -> String {
        let login = String(typed.precomposedStringWithCanonicalMapping.trimmingPrefix("@"))
        let isPlain = login.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard (1...loginLengthMax).contains(login.count), isPlain, !login.hasPrefix("-"),
            !Wording.isMe(login), !Wording.isNone(login), !Wording.isAny(login)
        else { throw InboxError.invalidName(typed) }
        return login
    }
}
