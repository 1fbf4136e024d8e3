extension Catalogue {
    /// The program itself.
    static let programTexts: [Message: Bilingual] = [
        .unexpectedError: Bilingual(
            ru: "не вышло: {0}",
            en: "that failed: {0}"),
        .interruptedWord: Bilingual(
            ru: "прервано",
            en: "interrupted"),
        .bannerHint: Bilingual(
            ru: "next — следующий чат, list — список, help — справка",
            en: "next opens the next chat, list lists them, help explains"),
        .leaveUnsent: Bilingual(
            ru: "не передано: {0} {0|действие|действия|действий}; уйдёт при "
                + "следующем запуске со связью",
            en: "not yet pushed: {0} {0|action|actions}; it goes out at the next "
                + "start with a network"),
        .leaveHeld: Bilingual(
            ru: "ответов ждёт отправки: {0}; уйдут, пока программа открыта здесь или "
                + "у коллеги",
            en: "replies waiting to go: {0}; they go while the program is open here "
                + "or at a colleague's"),
        .leaveUndecided: Bilingual(
            ru: "{0} {0|ответ ждёт|ответа ждут|ответов ждут} решения: outbox",
            en: "{0} {0|reply waits|replies wait} for a decision: outbox"),
        .promptNew: Bilingual(
            ru: "{0} {0|новый|новых|новых}",
            en: "{0} new"),
        .promptOnline: Bilingual(
            ru: "сеть ✓",
            en: "online"),
        .promptOffline: Bilingual(
            ru: "сеть выкл",
            en: "offline"),
        .promptUnreachable: Bilingual(
            ru: "сеть ✗",
            en: "no relay"),
        .promptNoWorkspace: Bilingual(
            ru: "нет пространства",
            en: "no workspace"),
        .scriptFailed: Bilingual(
            ru: "{0}:{1}: код {2}",
            en: "{0}:{1}: exit code {2}"),
        .unknownOption: Bilingual(
            ru: "нет ключа {0}",
            en: "there is no option {0}"),
        .optionNeedsValue: Bilingual(
            ru: "после {0} нужно значение",
            en: "{0} needs a value"),
        .badLanguage: Bilingual(
            ru: "язык: ru или en, а не «{0}»",
            en: "the language is ru or en, not \"{0}\""),
        .badColour: Bilingual(
            ru: "цвет: auto, always или never, а не «{0}»",
            en: "colour is auto, always or never, not \"{0}\""),
        .seeUsage: Bilingual(
            ru: "skein --help",
            en: "skein --help"),
        .optionsClash: Bilingual(
            ru: "{0} не сочетается с {1}",
            en: "{0} does not go with {1}"),
        .noticeMessage: Bilingual(
            ru: "↓ {0} {1} {2}: {3}",
            en: "↓ {0} {1} {2}: {3}"),
        .noticeFolded: Bilingual(
            ru: "+{0} {0|сообщение|сообщения|сообщений}: {1} — next",
            en: "+{0} {0|message|messages}: {1} (next)"),
        .noticeChanged: Bilingual(
            ru: "⇄ {0} {1}: {2}",
            en: "⇄ {0} {1}: {2}"),
        .noticeSent: Bilingual(
            ru: "✓ {0} доставлен ({1})",
            en: "✓ {0} is delivered ({1})"),
        .noticeRejected: Bilingual(
            ru: "✗ {0} отвергнут ({1}): {2}",
            en: "✗ {0} is rejected ({1}): {2}"),
        .noticeDecide: Bilingual(
            ru: "? {0} ({1}): дошёл ли ответ? outbox show {0}",
            en: "? {0} ({1}): did the reply arrive? outbox show {0}"),
        .noticeConflict: Bilingual(
            ru: "! {0}: изменён порознь; conflicts",
            en: "! {0}: changed apart; conflicts"),
        .noticeJoined: Bilingual(
            ru: "+ @{0} в пространстве",
            en: "+ @{0} has joined"),
        .noticeConnected: Bilingual(
            ru: "сеть ✓",
            en: "online"),
        .noticeDisconnected: Bilingual(
            ru: "связи с реле нет: {0}; работа продолжается здесь",
            en: "no contact with the relay: {0}; work goes on here"),
        .noticeSourceStopped: Bilingual(
            ru: "✗ источник {0} остановлен: {1}",
            en: "✗ the source {0} has stopped: {1}"),
        .noticeTokenEnds: Bilingual(
            ru: "! ключ источника {0} действует ещё {1} {1|день|дня|дней}; новый: "
                + "source add {0} --token-file ФАЙЛ",
            en: "! the key of {0} is good for {1} more {1|day|days}; a new one: "
                + "source add {0} --token-file FILE"),
        .noticeMore: Bilingual(
            ru: "и ещё {0} {0|событие|события|событий}",
            en: "and {0} more {0|event|events}"),
        .noticeAlarm: Bilingual(
            ru: "✗ ТРЕВОГА: {0}",
            en: "✗ ALARM: {0}"),
        .helpGroupLook: Bilingual(
            ru: "Смотреть",
            en: "Look"),
        .helpGroupWork: Bilingual(
            ru: "Работать",
            en: "Work"),
        .helpGroupRepair: Bilingual(
            ru: "Чинить",
            en: "Guard and repair"),
        .helpGroupSynchronise: Bilingual(
            ru: "Связь",
            en: "Synchronise"),
        .helpGroupProgram: Bilingual(
            ru: "Программа",
            en: "The program"),
        .helpMore: Bilingual(
            ru: "Подробно: help КОМАНДА. Темы: help query, exit-codes, environment, "
                + "json, keys.",
            en: "In full: help COMMAND. Topics: help query, exit-codes, environment, "
                + "json, keys."),
        .helpExamples: Bilingual(
            ru: "Примеры:",
            en: "Examples:"),
        .helpFlags: Bilingual(
            ru: "Флаги:",
            en: "Flags:"),
        .helpNames: Bilingual(
            ru: "Также: {0}",
            en: "Also: {0}"),
    ]
}
