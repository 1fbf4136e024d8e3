extension Catalogue {
    /// What a line is about.
    static let targetsTexts: [Message: Bilingual] = [
        .noCurrentChat: Bilingual(
            ru: "не выбран чат",
            en: "no chat is chosen"),
        .howToChoose: Bilingual(
            ru: "выберите: list, потом show %1 — или id чата",
            en: "choose one: list, then show %1, or a chat's id"),
        .notARow: Bilingual(
            ru: "«{0}» — не номера строк; пример: %1, %2-4, %*",
            en: "\"{0}\" names no rows; examples: %1, %2-4, %*"),
        .noListYet: Bilingual(
            ru: "{0}: списка ещё не было; сначала list",
            en: "{0}: no list has been printed yet; list first"),
        .noSuchRow: Bilingual(
            ru: "нет строки {0}, в списке {1} {1|строка|строки|строк}",
            en: "there is no row {0}, the list has {1} {1|row|rows}"),
        .noInputForTargets: Bilingual(
            ru: "«-» берёт id со стандартного ввода, а он занят",
            en: "\"-\" reads ids from standard input, which is in use"),
        .noSuchChat: Bilingual(
            ru: "нет чата с id на «{0}»",
            en: "no chat's id begins with \"{0}\""),
        .ambiguousChat: Bilingual(
            ru: "«{0}» подходит нескольким чатам: {1}",
            en: "\"{0}\" fits several chats: {1}"),
        .noSuchReply: Bilingual(
            ru: "нет ответа с id на «{0}»",
            en: "no reply's id begins with \"{0}\""),
        .ambiguousReply: Bilingual(
            ru: "«{0}» подходит нескольким ответам: {1}",
            en: "\"{0}\" fits several replies: {1}"),
        .listOutbox: Bilingual(
            ru: "ответы: outbox --all",
            en: "replies: outbox --all"),
        .noSuchSource: Bilingual(
            ru: "нет источника «{0}»",
            en: "there is no source \"{0}\""),
        .listSources: Bilingual(
            ru: "источники: source list",
            en: "sources: source list"),
        .noSuchPerson: Bilingual(
            ru: "в пространстве нет «{0}»",
            en: "nobody here is called \"{0}\""),
        .changedSinceList: Bilingual(
            ru: "{0} изменился после списка: {1}",
            en: "{0} has changed since the list: {1}"),
        .repeatToGoOn: Bilingual(
            ru: "посмотрите (show) и повторите команду, если она ещё верна",
            en: "look at it (show) and repeat the command if it still holds"),
        .changedMessages: Bilingual(
            ru: "{0} {0|новое сообщение|новых сообщения|новых сообщений}",
            en: "{0} new {0|message|messages}"),
        .changedReplies: Bilingual(
            ru: "{0} {0|ответ|ответа|ответов} на пути",
            en: "{0} {0|reply|replies} on the way"),
        .confirmBulk: Bilingual(
            ru: "{0}: {1} {1|чат|чата|чатов}. Сделать? [д/Н]",
            en: "{0}: {1} {1|chat|chats}. Go on? [y/N]"),
        .confirmationNeeded: Bilingual(
            ru: "это коснётся {0} {0|чата|чатов|чатов}, а спросить некого",
            en: "this touches {0} {0|chat|chats}, and there is nobody to ask"),
        .useYes: Bilingual(
            ru: "если так и надо: --yes",
            en: "if that is meant: --yes"),
        .notConfirmed: Bilingual(
            ru: "ничего не сделано",
            en: "nothing was done"),
    ]
}
