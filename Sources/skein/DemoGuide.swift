import InboxREPL

/// What the demo tells its operator, and the story it plays where nobody is there.
enum DemoGuide {
    static func banner(_ places: DemoPlaces) -> Bilingual {
        Bilingual(
            ru: """
                Вы — Анна. Покупатели, площадки и реле выдуманы и работают на этой машине.
                  1  relay down        оборвать связь с реле — и работать дальше:
                     list              что ждёт; потом take %1, reply …, status question
                  2  petr list buyer:Рустам ; close %1
                                       тем временем Пётр на своём устройстве, тоже без связи
                  3  relay up, sync    связь вернулась: ничего не потеряно
                  4  conflicts, log %1 что изменили порознь и что с этим делать
                  5  в другом окне за Петра:  \(places.skein) --store \(places.petr)
                Подробно: help. Выйти: quit.
                """,
            en: """
                You are Anna. Buyers, platforms and relay are invented and live on this machine.
                  1  relay down        cut the relay off, and go on working:
                     list              what waits; then take %1, reply …, status question
                  2  petr list buyer:Рустам ; close %1
                                       meanwhile Pyotr on his own device, cut off as well
                  3  relay up, sync    contact again: nothing is lost
                  4  conflicts, log %1 what was changed apart, and what to do about it
                  5  as Pyotr, in another window:  \(places.skein) --store \(places.petr)
                More: help. Leave: quit.
                """)
    }

    /// Runs without questions, on a terminal or not.
    static let story = """
        # Связь с реле оборвана; работа идёт дальше. / The relay is cut off; work goes on.
        relay down
        list is:unanswered sort:waiting limit:5
        list buyer:Рустам
        take %1
        reply . Рустам, здравствуйте! Оформите возврат по браку и приложите фото, одобрим сегодня.
        status . question
        # Тем временем Пётр закрывает тот же чат. / Meanwhile Pyotr closes the same chat.
        petr list buyer:Рустам ; close %1
        # Связь вернулась. / Contact again.
        relay up
        sync
        petr sync
        sync
        # Ничего не потеряно: видны обе версии. / Nothing is lost: both versions are shown.
        conflicts
        list buyer:Рустам
        log %1
        status %1 question
        conflicts
        # Ответ уходит ровно один раз. / The reply goes out exactly once.
        sync --wait
        outbox --all
        """
}
