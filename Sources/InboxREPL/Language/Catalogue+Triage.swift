extension Catalogue {
    /// Sorting the day's work: snoozing, views, macros, templates, bulk actions.
    static let triageTexts: [Message: Bilingual] = [
        .whenExpected: Bilingual(
            ru: "не время, или оно прошло: «{0}»",
            en: "no time, or one that has passed: \"{0}\""),
        .twoChatsExpected: Bilingual(
            ru: "нужны два чата",
            en: "two chats are needed"),
        .unknownKey: Bilingual(
            ru: "нельзя считать по «{0}»; можно: {1}",
            en: "cannot count by \"{0}\"; possible: {1}"),
        .statsNobodys: Bilingual(
            ru: "{0} {0|открытый чат ничей|открытых чата ничьи|открытых чатов "
                + "ничьи}: list -assignee:any",
            en: "{0} open {0|chat is|chats are} nobody's: list -assignee:any"),
        .statsOldQuestions: Bilingual(
            ru: "{0} {0|вопрос лежит|вопроса лежат|вопросов лежат} больше трёх "
                + "дней: list status:question updated:..3d",
            en: "{0} {0|question rests|questions rest} for more than three days: "
                + "list status:question"),
        .nameExpected: Bilingual(
            ru: "нужно имя",
            en: "a name is needed"),
        .valueMissing: Bilingual(
            ru: "нет значения для {0}",
            en: "there is no value for {0}"),
        .giveValue: Bilingual(
            ru: "дайте его: {0}=значение",
            en: "give it: {0}=value"),
        .askValue: Bilingual(
            ru: "{0}:",
            en: "{0}:"),
        .noDefinitions: Bilingual(
            ru: "пока ни одного",
            en: "none yet"),
        .otherVersion: Bilingual(
            ru: "другая версия, сделанная порознь:",
            en: "another version, made apart:"),
        .definitionRemoved: Bilingual(
            ru: "✓ {0} убран (undo — вернуть)",
            en: "✓ {0} removed (undo brings it back)"),
        .definitionSaved: Bilingual(
            ru: "✓ {0} сохранён",
            en: "✓ {0} saved"),
        .mineWord: Bilingual(
            ru: "моё",
            en: "mine"),
        .sharedWord: Bilingual(
            ru: "общее",
            en: "shared"),
        .repliesQueued: Bilingual(
            ru: "✓ {0} {0|ответ|ответа|ответов} в очереди (undo — отозвать все)",
            en: "✓ {0} {0|reply|replies} queued (undo recalls all of them)"),
        .bulkNeedsTemplate: Bilingual(
            ru: "многим отвечают по шаблону (-t) или из файла (-F)",
            en: "many are answered by a template (-t) or from a file (-F)"),
        .askTake: Bilingual(
            ru: "чат ничей, взять себе? [Д/н]",
            en: "nobody has this chat; take it? [Y/n]"),
        .allowCheck: Bilingual(
            ru: "всё равно отправить: --allow {0}",
            en: "send it all the same: --allow {0}"),
        .checkVariable: Bilingual(
            ru: "{0}: в тексте осталась {переменная}",
            en: "{0}: a {variable} is left in the text"),
        .checkAttachment: Bilingual(
            ru: "{0}: речь о вложении, а его нет",
            en: "{0}: the text speaks of an attachment, there is none"),
        .checkContact: Bilingual(
            ru: "{0}: ссылки и контакты площадка запрещает",
            en: "{0}: the platform forbids links and contacts"),
        .checkRepeated: Bilingual(
            ru: "{0}: слово в слово как прошлый ответ",
            en: "{0}: word for word what was said last"),
        .windowIsOver: Bilingual(
            ru: "{0}: срок ответа прошёл ({1}); площадка может отказать",
            en: "{0}: the time to answer is over ({1}); the platform may refuse"),
        .platformExpected: Bilingual(
            ru: "по чьим правилам? откройте чат или назовите: --for wb",
            en: "by whose rules? open a chat or name one: --for wb"),
        .nothingAgainstText: Bilingual(
            ru: "правила площадки текст не нарушает",
            en: "nothing in the text is against the platform's rules"),
        .planOnly: Bilingual(
            ru: "ничего не изменено: только показано",
            en: "nothing has been changed: only shown"),
        .planEmpty: Bilingual(
            ru: "ничего не изменилось бы",
            en: "nothing would change"),
        .moreChats: Bilingual(
            ru: "  … и ещё {0}",
            en: "  … and {0} more"),
        .noSuchDefinition: Bilingual(
            ru: "нет такого ({0}): «{1}»",
            en: "there is no {0} called \"{1}\""),
        .sameChat: Bilingual(
            ru: "чат не связывают с самим собой",
            en: "a chat cannot be linked with itself"),
        .endlessView: Bilingual(
            ru: "вид «{0}» ведёт сам к себе",
            en: "the view \"{0}\" leads back to itself"),
        .endlessMacro: Bilingual(
            ru: "макрос «{0}» ведёт сам к себе",
            en: "the macro \"{0}\" leads back to itself"),
        .actionSnooze: Bilingual(
            ru: "отложен до",
            en: "snoozed until"),
        .actionLink: Bilingual(
            ru: "связан с",
            en: "linked with"),
        .actionUnlink: Bilingual(
            ru: "отвязан от",
            en: "unlinked from"),
        .chatCount: Bilingual(
            ru: "{0} {0|чат|чата|чатов}",
            en: "{0} {0|chat|chats}"),
        .promptNobodys: Bilingual(
            ru: "{0} {0|ничей|ничьих|ничьих}",
            en: "{0} of nobody"),
        .promptOldQuestions: Bilingual(
            ru: "{0} {0|старый вопрос|старых вопроса|старых вопросов}",
            en: "{0} old {0|question|questions}"),
        .snoozedUntil: Bilingual(
            ru: "отложен до {0}",
            en: "snoozed until {0}"),
        .snoozedForReply: Bilingual(
            ru: "отложен до слова покупателя",
            en: "snoozed until the buyer writes"),
        .composeHead: Bilingual(
            ru: "{0} · осталось {1} · «.» или Ctrl-D — отправить, Ctrl-C — оставить черновик",
            en: "{0} · time left {1} · . or Ctrl-D sends, Ctrl-C leaves a draft"),
        .draftOf: Bilingual(
            ru: "черновик @{0}: {1}",
            en: "draft of @{0}: {1}"),
        .askDraft: Bilingual(
            ru: "продолжить черновик? [Д/н]",
            en: "go on with the draft? [Y/n]"),
        .draftKept: Bilingual(
            ru: "{0}: черновик остался; reply продолжит его",
            en: "{0}: the draft is kept; reply goes on with it"),
        .draftDiscarded: Bilingual(
            ru: "✓ черновик брошен",
            en: "✓ the draft is given up"),
        .draftShared: Bilingual(
            ru: "✓ черновик увидят коллеги",
            en: "✓ colleagues will see the draft"),
        .exported: Bilingual(
            ru: "✓ {0} {0|чат|чата|чатов} в {1}",
            en: "✓ {0} {0|chat|chats} in {1}"),
        .heldByOther: Bilingual(
            ru: "{0} взял @{1}, {2}",
            en: "@{1} has {0} since {2}"),
        .askAnyway: Bilingual(
            ru: "Всё равно взять? [д/Н]",
            en: "Take it all the same? [y/N]"),
    ]
}
