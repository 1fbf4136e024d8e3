extension Catalogue {
    /// Relay, workspace, sources.
    static let contactTexts: [Message: Bilingual] = [
        .noWorkspace: Bilingual(
            ru: "хранилище не входит ни в одно рабочее пространство",
            en: "this store belongs to no workspace"),
        .howToWorkspace: Bilingual(
            ru: "workspace create --relay URL --as ЛОГИН или workspace join "
                + "--invite-file ФАЙЛ --as ЛОГИН",
            en: "workspace create --relay URL --as LOGIN, or workspace join "
                + "--invite-file FILE --as LOGIN"),
        .alreadyInWorkspace: Bilingual(
            ru: "хранилище уже входит в рабочее пространство",
            en: "this store belongs to a workspace already"),
        .relayUnreachable: Bilingual(
            ru: "реле не отвечает: {0}",
            en: "the relay does not answer: {0}"),
        .workOffline: Bilingual(
            ru: "проверьте адрес и сеть; в готовом пространстве работайте дальше: всё хранится "
                + "здесь и уйдёт при связи",
            en: "check the address and the network; in a workspace go on working: all is kept "
                + "here and goes out with the next contact"),
        .notARelay: Bilingual(
            ru: "по этому адресу отвечает не реле: {0}",
            en: "what answers at this address is no relay: {0}"),
        .checkRelay: Bilingual(
            ru: "проверьте адрес; в чужой сети сначала откройте её страницу входа",
            en: "check the address; in a guest network open its login page first"),
        .sessionRefused: Bilingual(
            ru: "отказано: {0}",
            en: "refused: {0}"),
        .badInvitation: Bilingual(
            ru: "приглашение не годится: {0}",
            en: "the invitation does not work: {0}"),
        .askNewInvitation: Bilingual(
            ru: "попросите у владельца новое: workspace invite",
            en: "ask an owner for a new one: workspace invite"),
        .notAnInvitation: Bilingual(
            ru: "это не приглашение: нужна одна строка skein-invite-1:… целиком",
            en: "this is no invitation: one line skein-invite-1:… is needed, all of it"),
        .invitationExpired: Bilingual(
            ru: "срок приглашения истёк",
            en: "the invitation has expired"),
        .joinTimedOut: Bilingual(
            ru: "заявку пока никто не принял",
            en: "nobody has accepted the request yet"),
        .joinAgain: Bilingual(
            ru: "та же команда продолжит ждать; устройство владельца должно быть на связи",
            en: "the same command goes on waiting; an owner's device must be online"),
        .needsRole: Bilingual(
            ru: "для этого нужна роль {0}",
            en: "this needs the role {0}"),
        .storeInUse: Bilingual(
            ru: "хранилище открыто другой программой: {0}",
            en: "another program has the store open: {0}"),
        .closeOther: Bilingual(
            ru: "закройте её или укажите другое хранилище: --store",
            en: "close it, or name another store: --store"),
        .storeDamaged: Bilingual(
            ru: "хранилище повреждено: {0}",
            en: "the store is damaged: {0}"),
        .setStoreAside: Bilingual(
            ru: "отложите папку в сторону и войдите заново по приглашению: отправленное не пропало",
            en: "set the folder aside and join anew by an invitation: what was sent is not lost"),
        .diskFull: Bilingual(
            ru: "на диске нет места: ничего не записано",
            en: "the disk is full: nothing was written"),
        .freeSpace: Bilingual(
            ru: "освободите место и повторите",
            en: "free some space and repeat"),
        .fileUnreachable: Bilingual(
            ru: "не открывается {0}: {1}",
            en: "cannot open {0}: {1}"),
        .checkFolder: Bilingual(
            ru: "проверьте путь и права на папку",
            en: "check the path and the rights on the folder"),
        .secretsReadable: Bilingual(
            ru: "файл с ключами открыт для других: {0}",
            en: "others may read the file of keys: {0}"),
        .storeNewer: Bilingual(
            ru: "хранилище записано более новой версией программы (формат {0}, здесь известен "
                + "{1}); ничего не тронуто",
            en: "the store was written by a later version of this program (format {0}, known here "
                + "{1}); nothing was touched"),
        .updateProgram: Bilingual(
            ru: "обновите программу",
            en: "update the program"),
        .databaseFailed: Bilingual(
            ru: "база данных не смогла записать или прочитать: {0}",
            en: "the database could not write or read: {0}"),
        .storeRebuilding: Bilingual(
            ru: "хранилище восстанавливается с реле: до конца обмена писать нельзя",
            en: "the store is being rebuilt from the relay: nothing can be written until it is"),
        .checkDisk: Bilingual(
            ru: "проверьте диск и повторите; сделанное раньше цело",
            en: "check the disk and repeat; what was done before is safe"),
        .deviceCopied: Bilingual(
            ru: "с ключами этого устройства писала другая копия хранилища: обмена больше нет",
            en: "another copy of this store has written with this device's keys: nothing is "
                + "exchanged any more"),
        .relayContradicts: Bilingual(
            ru: "реле противоречит само себе: {0}",
            en: "the relay contradicts itself: {0}"),
        .keepEvidence: Bilingual(
            ru: "обмена не будет; доказательства сохранены в хранилище, сообщите владельцу "
                + "пространства",
            en: "nothing is exchanged; the evidence is kept in the store, tell the workspace's "
                + "owner"),
        .updateNeeded: Bilingual(
            ru: "журнал написан более новой версией: {0}",
            en: "the log was written by a later version: {0}"),
        .installUpdate: Bilingual(
            ru: "обновите программу; до этого можно только смотреть",
            en: "update the program; until then you can only look"),
        .isOffline: Bilingual(
            ru: "сеть выключена",
            en: "the network is switched off"),
        .goOnline: Bilingual(
            ru: "включить: online",
            en: "switch it on: online"),
        .nowOnline: Bilingual(
            ru: "сеть включена",
            en: "the network is on"),
        .nowOffline: Bilingual(
            ru: "сеть выключена; всё хранится здесь и уйдёт после online",
            en: "the network is off; all is kept here and goes out after online"),
        .tokenNeeded: Bilingual(
            ru: "на этом устройстве нет токена источника {0}",
            en: "this device has no token of the source {0}"),
        .useTokenFile: Bilingual(
            ru: "укажите файл с правами 0600: --token-file",
            en: "name a file of mode 0600: --token-file"),
        .addToken: Bilingual(
            ru: "source add {0} --token-file ФАЙЛ",
            en: "source add {0} --token-file FILE"),
        .tokenRefused: Bilingual(
            ru: "площадка не приняла токен источника {0}: {1}",
            en: "the platform refused the token of {0}: {1}"),
        .replaceToken: Bilingual(
            ru: "выпустите новый токен в кабинете площадки: source add {0} --token-file ФАЙЛ",
            en: "make a new token on the platform's site: source add {0} --token-file FILE"),
        .repeatWithToken: Bilingual(
            ru: "выпустите другой токен в кабинете площадки и повторите команду",
            en: "make another token on the platform's site and repeat the command"),
        .sourceUnreachable: Bilingual(
            ru: "источник {0} не отвечает: {1}",
            en: "the source {0} does not answer: {1}"),
        .askSourceAgain: Bilingual(
            ru: "проверьте сеть и адрес источника и повторите; ничего не пропущено",
            en: "check the network and the source's address and repeat; nothing was skipped"),
        .sourceUnreadable: Bilingual(
            ru: "источник {0} отвечает не так, как его площадка: {1}",
            en: "the source {0} does not answer as its platform does: {1}"),
        .checkSource: Bilingual(
            ru: "проверьте адрес источника и сеть (страница входа?); если они верны, обновите "
                + "программу; ничего не пропущено",
            en: "check the source's address and the network (a login page?); if both are right, "
                + "update the program; nothing was skipped"),
        .sourceReadElsewhere: Bilingual(
            ru: "с токеном источника {0} читает другая программа",
            en: "another program reads with the token of {0}"),
        .stopOtherReader: Bilingual(
            ru: "остановите её или выпустите для неё другой токен",
            en: "stop it, or give it a token of its own"),
        .sourceMoved: Bilingual(
            ru: "у источника {0} теперь другой адрес: {1}; токен введён для прежнего и уходит туда",
            en: "the source {0} has another address now: {1}; its token goes to the one it was "
                + "entered for"),
        .confirmAddress: Bilingual(
            ru: "если адрес верен: source add {0} --url {1} --token-file ФАЙЛ",
            en: "if the address is right: source add {0} --url {1} --token-file FILE"),
        .addressUnconfirmed: Bilingual(
            ru: "токен источника {0} ушёл бы на {1}: адрес назвал коллега",
            en: "the token of {0} would go to {1}: a colleague has named this address"),
        .askAddress: Bilingual(
            ru: "токен источника {0} будет уходить на {1}; верно? [д/н]",
            en: "the token of {0} will go to {1}; is that right? [y/n]"),
        .troubleToken: Bilingual(
            ru: "токен не принят",
            en: "token refused"),
        .troubleElsewhere: Bilingual(
            ru: "читает другая программа",
            en: "read by another program"),
        .troubleMoved: Bilingual(
            ru: "другой адрес",
            en: "another address"),
        .troubleUnreadable: Bilingual(
            ru: "ответ непонятен",
            en: "answer unreadable"),
        .troubleSilent: Bilingual(
            ru: "не отвечает",
            en: "does not answer"),
        .sourceExists: Bilingual(
            ru: "источник «{0}» уже есть",
            en: "there is a source \"{0}\" already"),
        .sourceAdded: Bilingual(
            ru: "✓ источник {0} ({1}, кабинет {2}) подключён",
            en: "✓ source {0} ({1}, account {2}) is connected"),
        .sourceTokenAdded: Bilingual(
            ru: "✓ токен источника {0} ({1}, кабинет {2}) сохранён",
            en: "✓ the token of {0} ({1}, account {2}) is kept here"),
        .sourceWorks: Bilingual(
            ru: "✓ {0} ({1}, кабинет {2})",
            en: "✓ {0} ({1}, account {2})"),
        .noSources: Bilingual(
            ru: "источников нет; подключить: source add",
            en: "there are no sources; connect one: source add"),
        .sourcesWithoutToken: Bilingual(
            ru: "известны, но без токена на этом устройстве:",
            en: "known, but without a token on this device:"),
        .nameWhichSource: Bilingual(
            ru: "назовите источник: source add ИМЯ --token-file ФАЙЛ",
            en: "name the source: source add NAME --token-file FILE"),
        .nothingToAdd: Bilingual(
            ru: "у всех известных источников токен уже есть; новый: source add "
                + "ПЛОЩАДКА ИМЯ",
            en: "every known source has its token; a new one: source add PLATFORM NAME"),
        .askSource: Bilingual(
            ru: "источник:",
            en: "source:"),
        .askToken: Bilingual(
            ru: "токен источника {0} (не показывается):",
            en: "token of {0} (not shown):"),
        .fileUnreadable: Bilingual(
            ru: "не читается {0}: {1}",
            en: "cannot read {0}: {1}"),
        .checkFile: Bilingual(
            ru: "проверьте путь и права на файл",
            en: "check the path and the rights on the file"),
        .fileUnwritable: Bilingual(
            ru: "не записать {0}: {1}",
            en: "cannot write {0}: {1}"),
        .fileNotText: Bilingual(
            ru: "{0} — не текст в UTF-8 или слишком велик",
            en: "{0} is not UTF-8 text, or too large"),
        .secretReadable: Bilingual(
            ru: "{0} могут читать другие",
            en: "others can read {0}"),
        .makePrivate: Bilingual(
            ru: "chmod 600 {0}",
            en: "chmod 600 {0}"),
        .secretEmpty: Bilingual(
            ru: "{0} пуст",
            en: "{0} is empty"),
        .secretMalformed: Bilingual(
            ru: "в {0} не токен: нужна одна строка без пробелов",
            en: "{0} holds no token: one line without blanks is needed"),
        .inviteWritten: Bilingual(
            ru: "✓ приглашение записано в {0}; оно открывает доступ, передайте его тайно",
            en: "✓ the invitation is in {0}; it opens the door, hand it over in private"),
        .inviteExpires: Bilingual(
            ru: "действует до {0}, для одного устройства",
            en: "valid until {0}, for one device"),
        .workspaceLine: Bilingual(
            ru: "пространство {0} · реле {1} · @{2} · {3} · устройство {4}",
            en: "workspace {0} · relay {1} · @{2} · {3} · device {4}"),
        .joinAsking: Bilingual(
            ru: "подаём заявку",
            en: "asking to join"),
        .joinWaiting: Bilingual(
            ru: "ждём, пока устройство владельца примет заявку: {0} с (Ctrl-C "
                + "прервёт, та же команда продолжит)",
            en: "waiting until an owner's device accepts: {0} s (Ctrl-C stops, the "
                + "same command goes on)"),
        .joinAdmitted: Bilingual(
            ru: "принято; сверьте код с экраном владельца: {0}",
            en: "accepted; compare this code with the owner's screen: {0}"),
    ]
}
