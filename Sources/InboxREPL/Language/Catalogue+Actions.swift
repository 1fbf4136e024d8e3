extension Catalogue {
    /// Steps of a history.
    static let actionsTexts: [Message: Bilingual] = [
        .actionChat: Bilingual(
            ru: "чат появился",
            en: "chat appeared"),
        .actionBuyer: Bilingual(
            ru: "покупатель",
            en: "buyer"),
        .actionContext: Bilingual(
            ru: "заказ",
            en: "order"),
        .actionMessage: Bilingual(
            ru: "сообщение",
            en: "message"),
        .actionStatus: Bilingual(
            ru: "статус",
            en: "status"),
        .actionAssignee: Bilingual(
            ru: "назначен",
            en: "assigned"),
        .actionTag: Bilingual(
            ru: "метка",
            en: "tag"),
        .actionUntag: Bilingual(
            ru: "метка снята",
            en: "tag removed"),
        .actionNote: Bilingual(
            ru: "заметка",
            en: "note"),
        .actionNoteWithdrawn: Bilingual(
            ru: "заметка отозвана",
            en: "note withdrawn"),
        .actionReply: Bilingual(
            ru: "ответ",
            en: "reply"),
        .actionDelivery: Bilingual(
            ru: "доставка",
            en: "delivery"),
        .actionOther: Bilingual(
            ru: "другое",
            en: "other"),
    ]
}
