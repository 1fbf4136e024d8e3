extension Catalogue {
    /// What is wrong with a line.
    static let languageTexts: [Message: Bilingual] = [
        .unknownCommand: Bilingual(
            ru: "нет команды «{0}»",
            en: "there is no command \"{0}\""),
        .didYouMean: Bilingual(
            ru: "может быть, {0}?",
            en: "did you mean {0}?"),
        .askLayout: Bilingual(
            ru: "«{0}»? [Д/н]",
            en: "\"{0}\"? [Y/n]"),
        .seeCommands: Bilingual(
            ru: "все команды: help",
            en: "all commands: help"),
        .seeHelp: Bilingual(
            ru: "подробнее: help {0}",
            en: "more: help {0}"),
        .unknownForm: Bilingual(
            ru: "{0}: нет формы «{1}»",
            en: "{0}: there is no form \"{1}\""),
        .unknownFlag: Bilingual(
            ru: "{0}: нет флага {1}",
            en: "{0}: there is no flag {1}"),
        .flagTakesNoValue: Bilingual(
            ru: "{0} не принимает значения",
            en: "{0} takes no value"),
        .flagNeedsValue: Bilingual(
            ru: "после {0} нужно значение",
            en: "{0} needs a value"),
        .flagRequired: Bilingual(
            ru: "{0}: нужен флаг {1}",
            en: "{0}: the flag {1} is needed"),
        .numberExpected: Bilingual(
            ru: "{0}: нужно целое число больше нуля, а не «{1}»",
            en: "{0}: a whole number above zero is needed, not \"{1}\""),
        .quoteNotClosed: Bilingual(
            ru: "кавычка не закрыта, нужна {0}",
            en: "the quote is not closed, {0} is missing"),
        .unexpectedWord: Bilingual(
            ru: "лишнее слово «{0}»",
            en: "the word \"{0}\" is not expected here"),
        .unknownField: Bilingual(
            ru: "нет поля «{0}»; есть: {1}",
            en: "there is no field \"{0}\"; there are: {1}"),
        .unknownSort: Bilingual(
            ru: "нельзя сортировать по «{0}»; можно: {1}",
            en: "cannot sort by \"{0}\"; possible: {1}"),
        .noHelp: Bilingual(
            ru: "нет справки о «{0}»",
            en: "there is no help on \"{0}\""),
        .expectedWords: Bilingual(
            ru: "здесь подошло бы: {0}",
            en: "expected here: {0}"),
        .queryUnknownField: Bilingual(
            ru: "нет поля запроса «{0}»",
            en: "there is no query field \"{0}\""),
        .queryNotYet: Bilingual(
            ru: "поле «{0}» ещё не действует",
            en: "the field \"{0}\" does not work yet"),
        .queryUnknownValue: Bilingual(
            ru: "у поля {0} нет значения «{1}»",
            en: "the field {0} has no value \"{1}\""),
        .queryComparison: Bilingual(
            ru: "сравнение {1} не подходит к полю {0}",
            en: "the comparison {1} does not apply to {0}"),
        .queryUnexpected: Bilingual(
            ru: "неожиданно: «{0}»",
            en: "unexpected: \"{0}\""),
        .queryEnd: Bilingual(
            ru: "запрос обрывается",
            en: "the query breaks off"),
        .queryDate: Bilingual(
            ru: "не дата: «{0}»",
            en: "not a date: \"{0}\""),
        .queryDuration: Bilingual(
            ru: "не срок: «{0}»",
            en: "not a duration: \"{0}\""),
        .queryNumber: Bilingual(
            ru: "не число: «{0}»",
            en: "not a number: \"{0}\""),
        .queryNothing: Bilingual(
            ru: "в «{0}» нет ни букв, ни цифр",
            en: "\"{0}\" has neither letters nor digits"),
        .queryTooDeep: Bilingual(
            ru: "слишком много вложенных скобок",
            en: "the parentheses are nested too deep"),
        .neverBoth: Bilingual(
            ru: "{0}: два значения сразу не бывает; может быть, {1}?",
            en: "{0}: never both at once; did you mean {1}?"),
        .unknownStatus: Bilingual(
            ru: "нет статуса «{0}»; есть: {1}",
            en: "there is no status \"{0}\"; there are: {1}"),
        .statusExpected: Bilingual(
            ru: "какой статус? {0}",
            en: "which status? {0}"),
        .personExpected: Bilingual(
            ru: "кому назначить? @логин, я или никто",
            en: "assign to whom? @login, me or none"),
        .tagsExpected: Bilingual(
            ru: "нужны метки: +добавить -снять",
            en: "tags are needed: +add -remove"),
        .unknownRole: Bilingual(
            ru: "нет роли «{0}»; есть: {1}",
            en: "there is no role \"{0}\"; there are: {1}"),
        .unknownPlatform: Bilingual(
            ru: "нет площадки «{0}»; есть: {1}",
            en: "there is no platform \"{0}\"; there are: {1}"),
        .textExpected: Bilingual(
            ru: "нужен текст",
            en: "a text is needed"),
        .textAndFile: Bilingual(
            ru: "текст дан и в строке, и в файле",
            en: "there is a text both in the line and in a file"),
        .replyExpected: Bilingual(
            ru: "какой ответ? id из outbox",
            en: "which reply? an id from outbox"),
        .decisionExpected: Bilingual(
            ru: "какое решение? sent, again или drop",
            en: "which decision? sent, again or drop"),
        .textOrTarget: Bilingual(
            ru: "«{0}» — начало текста или id другого чата?",
            en: "is \"{0}\" the text's beginning or the id of another chat?"),
        .sayWhichTarget: Bilingual(
            ru: "текст: {0} -- {1} … ; другой чат: более длинный id",
            en: "the text: {0} -- {1} … ; another chat: a longer id"),
        .oneChatOnly: Bilingual(
            ru: "{0} берёт ровно один чат",
            en: "{0} takes exactly one chat"),
    ]
}
