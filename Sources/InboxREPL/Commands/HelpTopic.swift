/// Help on what is no command.
package enum HelpTopic: String, CaseIterable, Sendable {
    case query
    case exitCodes = "exit-codes"
    case environment
    case json
    case keys

    /// By its English or Russian name.
    package init?(word: String) {
        switch word.lowercased() {
        case "query", "запрос": self = .query
        case "exit-codes", "коды": self = .exitCodes
        case "environment", "окружение": self = .environment
        case "json": self = .json
        case "keys", "клавиши": self = .keys
        default: return nil
        }
    }

    package var text: Bilingual {
        switch self {
        case .query: Self.queryText
        case .exitCodes: Self.exitCodesText
        case .environment: Self.environmentText
        case .json: Self.jsonText
        case .keys: Self.keysText
        }
    }

    private static let queryText = Bilingual(
        ru: """
            Запрос выбирает чаты: list ЗАПРОС, close where ЗАПРОС.

              status:new,work source:wb-main tag:VIP assignee:me "не пришёл"
              market:ozon -assignee:any sort:waiting
              status:question | tag:эскалация
              created:вчера..сегодня (брак OR "не работает")

            поле:значение; запятая — «или» внутри поля; рядом — «и»; | или OR — «или»;
            «-» или NOT — «не». Только заглавные AND OR NOT — операторы.
            Слова без поля ищутся в сообщениях, покупателе и заказе.
            """,
        en: """
            A query chooses chats: list QUERY, close where QUERY.

              status:new,work source:wb-main tag:VIP assignee:me "не пришёл"
              market:ozon -assignee:any sort:waiting
              status:question | tag:escalation
              created:yesterday..today (broken OR "does not work")

            field:value; a comma is "or" within a field; side by side is "and"; | or OR
            is "or"; - or NOT is "not". Only upper-case AND OR NOT are operators.
            Words without a field are looked for in messages, buyer and order.
            """)

    private static let exitCodesText = Bilingual(
        ru: """
              0  сделано
              1  не вышло
              2  ошибка в строке
              3  нет такого чата, ответа, источника, человека
              4  нет токена, или площадка его не приняла
              5  отказано, или вы отказались; ничего не изменено
              6  сделано не всё
              7  нужно решение человека
            130  прервано
            """,
        en: """
              0  done
              1  failed
              2  a mistake in the line
              3  no such chat, reply, source or person
              4  a token is missing, or the platform refused it
              5  refused, or you said no; nothing changed
              6  some of it was done
              7  a person has to decide
            130  interrupted
            """)

    private static let environmentText = Bilingual(
        ru: """
            SKEIN_STORE     папка хранилища вместо $XDG_DATA_HOME/skein
            SKEIN_LANG      ru или en; иначе LC_ALL, LC_MESSAGES, LANG
            NO_COLOR        не пусто: без цвета
            CLICOLOR=0      без цвета; CLICOLOR_FORCE=1 — с цветом всегда
            TERM=dumb       простой ввод без редактора строки
            TZ              часовой пояс
            SKEIN_SCREEN_READER=1
                            строки «имя: значение» вместо таблиц, ничего не
                            перерисовывается
            SKEIN_PAGER, PAGER
                            чем листать длинное; пусто или cat — ничем
            XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME
                            хранилище, история строк, skein/init при запуске
            """,
        en: """
            SKEIN_STORE     the store's folder instead of $XDG_DATA_HOME/skein
            SKEIN_LANG      ru or en; else LC_ALL, LC_MESSAGES, LANG
            NO_COLOR        not empty: no colour
            CLICOLOR=0      no colour; CLICOLOR_FORCE=1 always colour
            TERM=dumb       plain input without a line editor
            TZ              the time zone
            SKEIN_SCREEN_READER=1
                            "label: value" lines instead of tables, nothing is
                            drawn anew
            SKEIN_PAGER, PAGER
                            what shows long output; empty or cat: nothing
            XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME
                            store, history of lines, skein/init at the start
            """)

    private static let jsonText = Bilingual(
        ru: """
            --json печатает массив объектов, --jsonl — по объекту в строке; --csv, --tsv —
            таблицу под строкой ключей; --template "{id}\\t{buyer}" — строку на запись.
            --json=id,status выбирает поля (так и --jsonl, --csv, --tsv), =? перечисляет их.
            В CSV перед текстом, который таблица приняла бы за формулу, стоит апостроф.
            Ключи и коды английские при любом языке; время по RFC 3339 со сдвигом;
            сроки в секундах; чего нет — null.
            Невидимые и управляющие символы чужих текстов записаны как \\uXXXX.
            """,
        en: """
            --json prints an array of objects, --jsonl one object a line; --csv and --tsv a
            table under a line of keys; --template "{id}\\t{buyer}" a line a row.
            --json=id,status chooses fields (so with --jsonl, --csv, --tsv), --json=? lists.
            In CSV, what a spreadsheet takes for a formula has an apostrophe before it.
            Keys and codes are English in either language; times are RFC 3339 with an
            offset; durations are in seconds; what is absent is null.
            Invisible and control characters of foreign texts are written as \\uXXXX.
            """)

    private static let keysText = Bilingual(
        ru: """
            Ctrl-A, Ctrl-E    начало и конец строки
            Ctrl-W, Ctrl-U    стереть слово, всё до начала строки
            Up, Down, Ctrl-R  прежние строки, поиск в них
            Tab               дополнить команду, флаг, чат, @человека, метку, запрос
            Ctrl-C            сбросить строку, прервать команду
            Ctrl-D            выйти (на пустой строке)
            Ctrl-L            очистить экран
            Настройки из ~/.inputrc действуют.
            """,
        en: """
            Ctrl-A, Ctrl-E    start and end of the line
            Ctrl-W, Ctrl-U    erase a word, all up to the start of the line
            Up, Down, Ctrl-R  earlier lines, search in them
            Tab               complete a command, flag, chat, @person, tag, query
            Ctrl-C            throw the line away, stop a command
            Ctrl-D            leave (on an empty line)
            Ctrl-L            clear the screen
            Settings of ~/.inputrc hold.
            """)
}
