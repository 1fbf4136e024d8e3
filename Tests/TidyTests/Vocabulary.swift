/// The library knows nothing of the application on top of it: none of the application's words may
/// stand in its targets, not even in a comment.
///
/// `operator` and `message` are not among them: the first is a role of a workspace's members, the
/// second what cryptography calls the bytes that are signed.
enum Vocabulary {
    static let libraryTargets: Set<String> = [
        "SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinTransport", "SkeinWire", "SkeinStore",
        "SkeinSync",
        "SkeinRelay", "SkeinRelayStore", "SkeinClock", "SkeinHTTP", "Skein", "SkeinServing",
        "SkeinRelayServer",
    ]

    static let words: Set<String> = [
        "chat", "chats", "buyer", "buyers", "reply", "replies", "replied", "seller", "sellers",
        "marketplace", "marketplaces", "conversation", "conversations", "inbox", "assignee",
        "wildberries", "telegram", "ozon", "yandex", "shop", "shops", "snooze", "triage",
    ]

    /// Words that a target may use in a sense of its own: `reply` is also what a server gives back
    /// to a request.
    static let exceptions: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: [
            "SkeinSync", "Skein", "SkeinRelay", "SkeinServing", "SkeinRelayServer",
        ].map { ($0, ["reply"]) })

    static func findings(in file: SourceFile) -> [Finding] {
        guard file.root == "Sources", libraryTargets.contains(file.target) else { return [] }
        let banned = words.subtracting(exceptions[file.target] ?? [])
        return SourceFile.lines(of: file.text).enumerated().flatMap { number, line in
            Words.parts(of: line).filter(banned.contains).map { word in
                Finding(
                    path: file.path, line: number + 1,
                    message: "the library must not know \"\(word)\": say it in words of entities, "
                        + "fields, acts and sources")
            }
        }
    }
}
