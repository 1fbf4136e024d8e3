/// Bounds for what a platform says, so that nothing foreign outgrows a record.
enum ForeignText {
    /// Bytes of a message's text; far above any platform's own limit.
    static let textBytesMax = 32_768
    /// Bytes of an id or a name.
    static let nameBytesMax = 256
    /// Bytes of an error's text.
    static let reasonBytesMax = 200
    static let attachmentsMax = 32
    static let pageBytesMax = 4096

    static func text(_ text: String) -> String { cut(text, to: textBytesMax) }

    static func reason(_ text: String) -> String { cut(text, to: reasonBytesMax) }

    static func name(_ text: String) -> String { cut(text, to: nameBytesMax) }

    /// Nil for what cannot be an id.
    static func id(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= nameBytesMax else { return nil }
        return text
    }

    /// Where a list goes on, which only its platform can read; nil for none.
    static func page(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= pageBytesMax else { return nil }
        return text
    }

    private static func cut(_ text: String, to bytesMax: Int) -> String {
        guard text.utf8.count > bytesMax else { return text }
        var scalars = String.UnicodeScalarView()
        // Three bytes are for the mark at the end.
        var room = bytesMax - 3
        for scalar in text.unicodeScalars {
            room -= UTF8.width(scalar)
            guard room >= 0 else { break }
            scalars.append(scalar)
        }
        return String(scalars) + "…"
    }
}
