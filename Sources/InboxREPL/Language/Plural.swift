/// Which form of a word goes with a number.
package enum Plural {
    /// Index of the form: Russian 0 чат (1, 21), 1 чата (2, 22), 2 чатов (5, 11, 0);
    /// English 0 chat (1), 1 chats.
    package static func form(_ count: Int, _ language: Language) -> Int {
        let number = count.magnitude
        switch language {
        case .en: return number == 1 ? 0 : 1
        case .ru:
            let tens = number % 100
            if (11...14).contains(tens) { return 2 }
            switch number % 10 {
            case 1: return 0
            case 2...4: return 1
            default: return 2
            }
        }
    }

    package static func formCount(_ language: Language) -> Int { language == .ru ? 3 : 2 }
}
