import SkeinTransport
import SourceEmulator

/// As much of an OpenAPI 3.0 document as is needed to check an answer's fields.
struct OpenAPI {
    let document: JSONValue

    func at(_ path: [String]) -> JSONValue? {
        path.reduce(Optional(document)) { value, key in value?[key] }
    }

    /// What of the answer the document does not know, as paths into the answer.
    func problems(of answer: HTTPAnswer, verb: String, path: String) -> [String] {
        guard let responses = at(["paths", path, verb, "responses"]),
            let response = responses[String(answer.status)].map(resolved)
        else { return ["status \(answer.status) of \(path)"] }
        guard case .object(let kinds)? = response["content"],
            let schema = kinds.values.first?["schema"]
        else { return ["content of \(answer.status)"] }
        return problems(answer.json, schema, at: "body")
    }

    private func problems(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        let schema = resolved(schema)
        if let parts = schema["allOf"]?.array {
            return parts.flatMap { problems(value, $0, at: place) }
        }
        switch (schema["type"]?.string, value) {
        case (_, .null): return schema["nullable"] == true ? [] : ["\(place): null"]
        case ("object", .object(let members)):
            guard case .object(let known)? = schema["properties"] else { return [] }
            return members.sorted { $0.key < $1.key }.flatMap { key, member in
                known[key].map { problems(member, $0, at: "\(place).\(key)") }
                    ?? ["\(place).\(key): unknown"]
            }
        case ("array", .array(let items)):
            return items.flatMap { problems($0, schema["items"] ?? [:], at: "\(place)[]") }
        case ("string", .string(let text)):
            let allowed = schema["enum"]?.array?.compactMap(\.string)
            return allowed?.contains(text) == false ? ["\(place): \(text)"] : []
        case ("integer", .number), ("number", .number), ("boolean", .bool), (nil, _): return []
        default: return ["\(place): wrong type"]
        }
    }

    private func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.string else { return value }
        let path = reference.split(separator: "/").dropFirst().map(String.init)
        return at(path).map(resolved) ?? value
    }
}
