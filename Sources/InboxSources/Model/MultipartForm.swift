/// A `multipart/form-data` body (RFC 7578) of text fields; equal input gives equal bytes.
struct MultipartForm: Hashable, Sendable {
    let contentType: String
    let body: [UInt8]

    /// A form of one file.
    init(file: [UInt8], field: String, name: String, boundarySeed: String) {
        let seed = boundarySeed.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
        var boundary = "skein-\(seed)"
        while Self.contains(file, Array(boundary.utf8)) { boundary += "x" }
        // What would end the header's value is left out of the name.
        let plain = name.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; "
            + "filename=\"\(plain)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        contentType = "multipart/form-data; boundary=\(boundary)"
        body = Array(head.utf8) + file + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private static func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
        guard bytes.count >= pattern.count else { return false }
        return (0...(bytes.count - pattern.count)).contains { start in
            bytes[start] == pattern[0] && bytes[start...].starts(with: pattern)
        }
    }

    /// - Parameter boundarySeed: letters and digits that make the boundary this request's own.
    init(fields: [(name: String, value: String)], boundarySeed: String) {
        let seed = boundarySeed.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
        var boundary = "skein-\(seed)"
        // A boundary must not occur within what it bounds.
        while fields.contains(where: { $0.value.contains(boundary) }) { boundary += "x" }
        var text = ""
        for (name, value) in fields {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n"
            text += "Content-Type: text/plain; charset=utf-8\r\n\r\n\(value)\r\n"
        }
        text += "--\(boundary)--\r\n"
        contentType = "multipart/form-data; boundary=\(boundary)"
        body = Array(text.utf8)
    }
}
