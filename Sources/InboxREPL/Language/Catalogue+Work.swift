extension Catalogue {
    /// What was done.
    static let workTexts: [Message: Bilingual] = [
        .doneSo: Bilingual(
            ru: "✓ {0}: {1}",
            en: "✓ {0}: {1}"),
        .alreadySo: Bilingual(
            ru: "{0} уже: {1}",
            en: "{0} is so already: {1}"),
        .nobody: Bilingual(
            ru: "никто",
            en: "nobody"),
        .nothingFits: Bilingual(
            ru: "ничего не нашлось",
            en: "nothing fits"),
        .nothingWaits: Bilingual(
            ru: "никто не ждёт ответа",
            en: "nobody waits for an answer"),
        .moreRows: Bilingual(
            ru: "и ещё {0}; больше строк: -N",
            en: "and {0} more; more rows: -N"),
        .earlierHidden: Bilingual(
            ru: "… раньше ещё {0} {0|строка|строки|строк}; всё: --all",
            en: "… {0} earlier {0|line|lines}; all: --all"),
        .textMissing: Bilingual(
            ru: "(текста нет)",
            en: "(no text)"),
        .buyerWord: Bilingual(
            ru: "покупатель",
            en: "buyer"),
        .sellerWord: Bilingual(
            ru: "мы",
            en: "we"),
        .platformWord: Bilingual(
            ru: "площадка",
            en: "platform"),
        .noteWord: Bilingual(
            ru: "заметка",
            en: "note"),
        .reopenedMark: Bilingual(
            ru: "покупатель написал снова",
            en: "the buyer wrote again"),
        .conflictLine: Bilingual(
            ru: "! порознь изменено: {0}: {1}; решить — задать заново",
            en: "! changed apart: {0}: {1}; set it again to settle it"),
        .replyHeld: Bilingual(
            ru: "✓ {0} ждёт {1} (undo — отозвать) · {2}",
            en: "✓ {0} waits {1} (undo recalls it) · {2}"),
        .replyQueued: Bilingual(
            ru: "✓ {0} в очереди (undo — отозвать) · {1}",
            en: "✓ {0} is queued (undo recalls it) · {1}"),
        .replyNow: Bilingual(
            ru: "✓ {0}: {1}",
            en: "✓ {0}: {1}"),
        .replyUnsent: Bilingual(
            ru: "другие о нём ещё не знают: уйдёт при связи",
            en: "the others do not know of it yet: it goes out with the next contact"),
        .replyDouble: Bilingual(
            ru: "возможно, покупатель получил его дважды",
            en: "the buyer may have got it twice"),
        .howToDecide: Bilingual(
            ru: "решите: outbox decide {0} sent | again | drop",
            en: "decide: outbox decide {0} sent | again | drop"),
        .attempts: Bilingual(
            ru: "{0} {0|попытка|попытки|попыток}",
            en: "{0} {0|attempt|attempts}"),
        .outboxEmpty: Bilingual(
            ru: "все ответы доставлены",
            en: "every reply is delivered"),
        .noConflicts: Bilingual(
            ru: "конфликтов нет",
            en: "no conflicts"),
        .undoWithdrawn: Bilingual(
            ru: "✓ отозвано: {0} {1}",
            en: "✓ withdrawn: {0} {1}"),
        .undoReversed: Bilingual(
            ru: "✓ отменено обратным действием: {0} {1}",
            en: "✓ reversed: {0} {1}"),
        .nothingToUndo: Bilingual(
            ru: "отменять нечего",
            en: "there is nothing to undo"),
        .overwritten: Bilingual(
            ru: "поздно: {0} уже сменил {1} ({2}) на {3}",
            en: "too late: {0} was changed by {1} ({2}) to {3}"),
        .replyLeft: Bilingual(
            ru: "поздно: ответ {0}",
            en: "too late: the reply is {0}"),
        .replyIsNow: Bilingual(
            ru: "нельзя: ответ {0}",
            en: "not possible: the reply is {0}"),
        .nothingToDecide: Bilingual(
            ru: "решать нечего: ответ {0}",
            en: "there is nothing to decide: the reply is {0}"),
        .mayNotEdit: Bilingual(
            ru: "наблюдатель только смотрит",
            en: "an observer may only look"),
        .textTooLong: Bilingual(
            ru: "слишком длинно: {0} из {1} (площадка {2})",
            en: "too long: {0} of {1} (platform {2})"),
        .invalidTag: Bilingual(
            ru: "такой метки быть не может: «{0}»",
            en: "this cannot be a tag: \"{0}\""),
        .invalidName: Bilingual(
            ru: "такого имени быть не может: «{0}»",
            en: "this cannot be a name: \"{0}\""),
        .askText: Bilingual(
            ru: "{0}:",
            en: "{0}:"),
        .ruleAttention: Bilingual(
            ru: "важнее остальных",
            en: "needs most attention"),
        .ruleEarliestPerson: Bilingual(
            ru: "взял раньше",
            en: "came first"),
        .ruleEarliest: Bilingual(
            ru: "раньше",
            en: "earliest"),
        .ruleLatest: Bilingual(
            ru: "позже",
            en: "latest"),
        .yesWord: Bilingual(
            ru: "да",
            en: "yes"),
        .noWord: Bilingual(
            ru: "нет",
            en: "no"),
    ]
}
