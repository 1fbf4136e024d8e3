/// A `multipart/form-data` body (RFC 7578) of text fields; equal input gives equal bytes.
struct MultipartForm: Hashable, Sendable {
    let contentType: String
    let body: [UInt8]

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
