import SkeinCRDT

/// One message of a chat's history.
struct OzonMessage: Hashable, Sendable {
    let message: SourceMessage
    let order: String?
    let product: String?

    /// Nil for what lacks what names it.
    init?(_ json: JSON, conversation: String) {
        guard let id = ForeignText.id(json["message_id"]?.text), id != "0",
            let sent = Timestamp.iso8601(json["created_at"]?.text)
        else { return nil }
        let author = Self.author(json["user"]?["type"]?.text)
        var texts: [String] = []
        var files: [String] = []
        for part in json["data"]?.items ?? [] {
            guard let text = part.text else { continue }
            if let file = OzonMarkdown.fileName(text) {
                files.append(file)
            } else {
                texts.append(text)
            }
        }
        let text = texts.joined(separator: "\n")
        if files.isEmpty, json["is_image"]?.flag == true { files = ["image"] }
        message = SourceMessage(
            conversation: conversation, id: id, author: author, sent: sent,
            text: text.isEmpty ? nil : ForeignText.text(text),
            origin: json["user"]?["type"]?.text.map(ForeignText.name),
            // What was typed in the cabinet looks the same.
            mayBeOurs: author == .seller,
            attachments: files.prefix(ForeignText.attachmentsMax).map(ForeignText.name))
        order = ForeignText.id(json["context"]?["order_number"]?.text)
        product = ForeignText.id(json["context"]?["sku"]?.text)
    }

    /// The document itself writes `Customer` with a Cyrillic first letter in places. Those unknown
    /// are shown as the platform: neither a buyer who waits nor an answer given.
    private static func author(_ type: String?) -> SourceMessage.Author {
        let type = (type ?? "").replacingOccurrences(of: "\u{421}", with: "C")
            .replacingOccurrences(of: "\u{441}", with: "c").lowercased()
        return switch type {
        case "customer": .buyer
        case "seller": .seller
        default: .platform
        }
    }
}

/// The little Markdown in which Ozon names files.
enum OzonMarkdown {
    private static let marker = "/chat/file/"

    /// The file's name, of a text that is nothing but a link to a file: `![](https://…/photo.jpg)`
    /// or `[check.pdf (47 KB)](https://…)`.
    static func fileName(_ text: String) -> String? {
        guard text.hasPrefix("![") || text.hasPrefix("["), text.hasSuffix(")"),
            let open = text.range(of: "]("), !text.contains("\n")
        else { return nil }
        let url = text[open.upperBound...].dropLast()
        guard url.contains(marker), !url.contains(" ") else { return nil }
        let label = text[text.startIndex..<open.lowerBound].drop { $0 == "!" || $0 == "[" }
        // The size stands behind the name.
        let name = label.range(of: " (").map { String(label[..<$0.lowerBound]) } ?? String(label)
        let path = url.split(separator: "?").first ?? url
        return name.isEmpty ? path.split(separator: "/").last.map(String.init) : name
    }
}
