import Inbox

/// The line before the cursor: who, what waits, the network, the chat at hand, the last failure.
package struct Prompt: Sendable {
    package var login: String?
    package var newChats = 0
    /// Open chats that nobody is responsible for.
    package var nobodysChats = 0
    /// Chats in «Вопрос/возврат» that rest for too long.
    package var oldQuestions = 0
    package var openReplies = 0
    package var undecided = 0
    package var network = NetworkState.unset
    package var chat: String?
    package var lastExit = ExitCode.done

    package init() {}

    package func text(_ language: Language, colour: Bool) -> String {
        var parts: [String] = []
        if let login { parts.append(Printable.neutralise(login)) }
        if newChats > 0 { parts.append(Catalogue.text(.promptNew, [.number(newChats)], language)) }
        if nobodysChats > 0 {
            parts.append(Catalogue.text(.promptNobodys, [.number(nobodysChats)], language))
        }
        if oldQuestions > 0 {
            parts.append(
                Paint.warning(
                    Catalogue.text(.promptOldQuestions, [.number(oldQuestions)], language),
                    on: colour))
        }
        if openReplies > 0 { parts.append("⇅\(openReplies)") }
        if undecided > 0 { parts.append(Paint.alarm("?\(undecided)", on: colour)) }
        parts.append(networkText(language, colour: colour))
        if let chat { parts.append(Paint.bold(chat, on: colour)) }
        if lastExit != .done { parts.append(Paint.alarm("✗\(lastExit.rawValue)", on: colour)) }
        return parts.joined(separator: " · ") + " › "
    }

    private func networkText(_ language: Language, colour: Bool) -> String {
        switch network {
        case .unset:
            Paint.warning(Catalogue.text(.promptNoWorkspace, [], language), on: colour)
        case .online: Catalogue.text(.promptOnline, [], language)
        case .offline: Paint.warning(Catalogue.text(.promptOffline, [], language), on: colour)
        case .unreachable:
            Paint.warning(Catalogue.text(.promptUnreachable, [], language), on: colour)
        }
    }
}
