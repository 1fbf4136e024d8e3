import SkeinTransport

/// A method's arguments, from the query and a JSON, form or multipart body alike.
struct TelegramParameters: Hashable, Sendable {
    private var textByName: [String: String]
    /// Parts of a multipart body that have a file name.
    private var uploadByName: [String: AttachedFile] = [:]

    /// Nil for a body that is not what its content type says.
    init?(_ call: HTTPCall) {
        textByName = RequestTarget(call.url).query
        guard !call.body.isEmpty else { return }
        let type = call.header("Content-Type")?.lowercased() ?? ""
        let body: [String: String]
        if type.hasPrefix("application/json") {
            guard case .object(let members)? = JSONValue(call.body) else { return nil }
            body = members.compactMapValues(Self.text)
        } else if type.hasPrefix("multipart/form-data") {
            let form = Multipart(call.body, contentType: call.header("Content-Type") ?? "")
            guard let form else { return nil }
            let texts = form.parts.filter { $0.fileName == nil }
            let pairs = texts.compactMap { part in part.text.map { (part.name, $0) } }
            body = Dictionary(pairs) { _, last in last }
            for part in form.parts {
                guard let name = part.fileName else { continue }
                uploadByName[part.name] = AttachedFile(
                    name: name, contentType: part.contentType ?? "application/octet-stream",
                    bytes: part.bytes)
            }
        } else {
            guard let text = String(validating: call.body, as: UTF8.self) else { return nil }
            body = RequestTarget.form(text)
        }
        textByName.merge(body) { _, new in new }
    }

    subscript(name: String) -> String? { textByName[name] }

    func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }

    func flag(_ name: String) -> Bool { ["true", "1"].contains(self[name]?.lowercased() ?? "") }

    func json(_ name: String) -> JSONValue? { self[name].flatMap { JSONValue(Array($0.utf8)) } }

    /// The file that a part of this name brings.
    func upload(_ name: String) -> AttachedFile? { uploadByName[name] }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): String(number)
        case .fraction, .array, .object: String(decoding: value.bytes, as: UTF8.self)
        }
    }
}
