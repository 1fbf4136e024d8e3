extension StoryWording {
    func russian(_ phrase: StoryPhrase) -> String {
        switch phrase {
        case .begins(let devices, let seed):
            "Начинается мир зерна \(seed), в нём \(devices.joined(separator: ", "))."
        case .does(let who, let what): "\(who) делает: \(what.joined(separator: "; "))."
        case .step(let who, let words): russianStep(who, words)
        case .refused(let who, let why): "Отказано на \(who): \(why)."
        case .lost(let count, let links):
            "К этому времени потеряно сообщений: \(count) (\(links.joined(separator: "; ")))."
        case .known(let sizes): "Прочитано записей журнала: \(sizes.joined(separator: "; "))."
        case .conflict(let who, let conflict):
            "\(who) сливает изменения и находит конфликт в \(conflict.entity) \(conflict.field): "
                + "\(values(conflict)). Правило: \(rule(conflict.rule))."
        case .settled(let who, let name): "\(who) видит, что конфликт в \(name) разрешён."
        case .diskFailed(let who, let faults):
            "Сбой диска \(who): \(faults.joined(separator: "; "))."
        case .unreadable(let who, let why): "Реплика \(who) не читается: \(why)."
        case .notice(let who, let code, let detail):
            "\(who) сообщает человеку: \(code)\(detail.isEmpty ? "" : " (\(detail))")."
        case .powerLost(let who): "\(who): пропало питание."
        case .ended(let who): "\(who): программа завершилась."
        case .started(let who): "\(who) запускается."
        case .expected(let words): "Ожидается: \(words)."
        case .calm: "Сбои кончились: сеть цела, диски исправны, часы верны, все на связи."
        case .equal(let after): "Все реплики стали равны через \(after) мс после конца сбоев."
        case .broken(let checker, let detail): "НАРУШЕНО: \(checker): \(detail)"
        case .impossible(let why): "Прогон не имеет смысла: \(why)"
        case .good: "Все правила выполнены."
        case .leftOut(let count):
            "... пропущено предложений: \(count); всё есть в replay --trace ..."
        }
    }

    private func values(_ conflict: ConflictReading) -> String {
        conflict.contenders.map {
            "«\($0.text)» от \($0.device) в \(StoryTime.clock($0.time))"
                + ($0.isShown ? " (выбрано)" : "")
        }.joined(separator: "; ")
    }

    /// By the beginning of the sentence that reports have for each rule.
    private func rule(_ text: String) -> String {
        if text.hasPrefix("the last one") { return "последнее в общем порядке" }
        if text.hasPrefix("the first one in the common order that is set") {
            return "первое непустое в общем порядке"
        }
        if text.hasPrefix("the first one") { return "первое в общем порядке" }
        if text.hasPrefix("the first of ") {
            let ranks = text.dropFirst("the first of ".count)
            let end = ranks.firstRange(of: " that is alive")?.lowerBound ?? ranks.endIndex
            return "самое важное по порядку: \(ranks[..<end])"
        }
        return "пусто, если кто-то стёр, иначе наименьшее число"
    }

    private func russianStep(_ who: String, _ words: [String]) -> String {
        let rest = words.dropFirst().joined(separator: " ")
        return switch words.first {
        case "partition": "Сеть распалась: \(rest)."
        case "cut": "Путь перерезан: \(words.dropFirst().joined(separator: " → "))."
        case "heal": "Сеть снова цела."
        case "clog": "Сообщения копятся у \(rest)."
        case "unclog": "Накопившееся у \(rest) уходит разом."
        case "offline": "\(who) отключает сеть."
        case "online": "\(who) включает сеть."
        case "sync": "\(who) спрашивает новости."
        case "clock": "Часы \(who): \(rest)."
        case "disk": "Диск \(who): \(rest)."
        case "crash-after": "Питание \(who) пропадёт на обращении к диску \(rest)."
        case "crash-calling": "Питание \(who) пропадёт при следующей отправке: \(rest)."
        case "keep": "Кто-то копирует файлы \(who)."
        case "restore": "\(who) возвращается к этой копии."
        case "clone": "\(who) скопирован со всеми ключами под именем \(rest)."
        case "role": "\(who) меняет роль: \(rest)."
        case "hostile": "\(who) нарушает правила: \(rest)."
        case "lie": "Реле начинает лгать: \(rest)."
        case "honest": "Реле снова честно."
        default: "\(who): \(words.joined(separator: " "))."
        }
    }
}
