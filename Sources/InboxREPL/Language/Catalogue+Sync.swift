extension Catalogue {
    /// Synchronisation and doctor.
    static let syncTexts: [Message: Bilingual] = [
        .syncRelay: Bilingual(
            ru: "реле: передано {0}, принято {1}",
            en: "relay: {0} pushed, {1} pulled"),
        .syncOffline: Bilingual(
            ru: "сеть выключена: обмена не было; включить: online",
            en: "the network is off: nothing was exchanged; switch it on: online"),
        .syncUnreachable: Bilingual(
            ru: "реле не отвечает: {0}",
            en: "the relay does not answer: {0}"),
        .syncSource: Bilingual(
            ru: "{0}: прочитано {1}, новых чатов {2}, повторов {3}, отправлено {4}, "
                + "не отправлено {5}",
            en: "{0}: {1} fetched, {2} new chats, {3} duplicates, {4} sent, {5} failed"),
        .syncReplies: Bilingual(
            ru: "ответы: ждут выдержки {0}, на пути {1}",
            en: "replies: {0} held, {1} open"),
        .syncUndecided: Bilingual(
            ru: "{0} {0|ответ ждёт|ответа ждут|ответов ждут} решения: outbox",
            en: "{0} {0|reply waits|replies wait} for a decision: outbox"),
        .syncUnsent: Bilingual(
            ru: "ещё не передано: {0} {0|действие|действия|действий}",
            en: "not yet pushed: {0} {0|action|actions}"),
        .progressPushing: Bilingual(
            ru: "передаём: {0}",
            en: "pushing: {0}"),
        .progressPulling: Bilingual(
            ru: "принимаем: {0} из {1}",
            en: "pulling: {0} of {1}"),
        .progressPolling: Bilingual(
            ru: "опрашиваем {0}",
            en: "polling {0}"),
        .progressWaiting: Bilingual(
            ru: "ждём исхода: {0}",
            en: "waiting for outcomes: {0}"),
        .doctorStore: Bilingual(
            ru: "хранилище {0}: {1} КиБ, записей журнала {2}",
            en: "store {0}: {1} KiB, {2} log entries"),
        .doctorStoreDamaged: Bilingual(
            ru: "хранилище {0} повреждено: {1}",
            en: "the store {0} is damaged: {1}"),
        .rebuildStore: Bilingual(
            ru: "doctor --rebuild соберёт его заново с реле и вернёт непереданное; "
                + "повреждённое сохранится",
            en: "doctor --rebuild makes it anew from the relay and takes back what was not "
                + "pushed; the damaged one is kept"),
        .doctorRebuilt: Bilingual(
            ru: "хранилище собрано заново: записей журнала {0}, ещё не передано {1}",
            en: "the store was rebuilt: {0} log entries, {1} not pushed yet"),
        .doctorRebuildGoesOn: Bilingual(
            ru: "хранилище начато заново; журнал будет прочитан при следующем обмене",
            en: "the store was begun anew; the log will be read at the next synchronisation"),
        .doctorKept: Bilingual(
            ru: "повреждённое лежит здесь: {0}",
            en: "the damaged one is kept here: {0}"),
        .storeIsSound: Bilingual(
            ru: "хранилище цело, собирать заново нечего",
            en: "the store is sound, there is nothing to rebuild"),
        .doctorRelay: Bilingual(
            ru: "реле {0} отвечает",
            en: "the relay {0} answers"),
        .doctorRelayDown: Bilingual(
            ru: "реле {0} не отвечает: {1}",
            en: "the relay {0} does not answer: {1}"),
        .doctorOffline: Bilingual(
            ru: "сеть выключена; реле {0}",
            en: "the network is off; relay {0}"),
        .doctorClock: Bilingual(
            ru: "часы: разница с реле {0} с",
            en: "clock: {0} s off the relay's"),
        .doctorClockOff: Bilingual(
            ru: "часы: разница с реле {0} с — слишком много",
            en: "clock: {0} s off the relay's, too much"),
        .setClock: Bilingual(
            ru: "поставьте часы этого компьютера: timedatectl set-ntp true",
            en: "set this computer's clock: timedatectl set-ntp true"),
        .doctorNeverSynced: Bilingual(
            ru: "обмена ещё не было",
            en: "never synchronised"),
        .doctorLastSync: Bilingual(
            ru: "последний обмен: {0}",
            en: "last synchronisation: {0}"),
        .doctorUnsent: Bilingual(
            ru: "ещё не передано: {0} {0|действие|действия|действий}",
            en: "not yet pushed: {0} {0|action|actions}"),
        .doctorAllSent: Bilingual(
            ru: "всё своё передано",
            en: "all own work is pushed"),
        .runSync: Bilingual(
            ru: "sync",
            en: "sync"),
        .doctorNoToken: Bilingual(
            ru: "{0}: на этом устройстве нет токена",
            en: "{0}: no token on this device"),
        .doctorSource: Bilingual(
            ru: "{0} ({1}): прочитан {2}",
            en: "{0} ({1}): read {2}"),
        .doctorSourceUnread: Bilingual(
            ru: "{0} ({1}): ещё не прочитан здесь",
            en: "{0} ({1}): not read here yet"),
        .doctorUnchecked: Bilingual(
            ru: "реле и источники не проверены: сначала хранилище",
            en: "relay and sources are not checked: the store comes first"),
        .doctorVersion: Bilingual(
            ru: "{0} {1}",
            en: "{0} {1}"),
    ]
}
