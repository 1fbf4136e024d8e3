import SourceEmulator

/// The Bot API's description as a table of methods and types.
struct BotAPI {
    private let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    /// What is wrong with a method's arguments.
    func problems(of parameters: JSONValue, method: String) -> [String] {
        problems(parameters, fields: json["methods"]?[method]?["fields"], at: method)
    }

    /// What is wrong with `{ok, result}`.
    func problems(ofResult answer: JSONValue, method: String) -> [String] {
        guard answer["ok"] == true, let result = answer["result"],
            let type = json["methods"]?[method]?["returns"]?.array?.first?.string
        else { return ["\(method): no result"] }
        return problems(result, type: type, at: method)
    }

    private func problems(_ value: JSONValue, type: String, at place: String) -> [String] {
        if type.hasPrefix("Array of ") {
            guard let items = value.array else { return ["\(place): no array"] }
            return items.flatMap { problems($0, type: String(type.dropFirst(9)), at: place) }
        }
        switch (type, value) {
        case ("Integer", .number), ("String", .string), ("Boolean", .bool), ("True", .bool):
            return []
        case (_, .object):
            guard let known = json["types"]?[type] else { return ["\(place): type \(type)"] }
            return problems(value, fields: known["fields"], at: "\(place) \(type)")
        default: return ["\(place): not \(type)"]
        }
    }

    private func problems(_ value: JSONValue, fields: JSONValue?, at place: String) -> [String] {
        guard case .object(let members) = value else { return ["\(place): no object"] }
        var problems: [String] = []
        let known = fields?.array ?? []
        for field in known where field["required"] == true {
            guard let name = field["name"]?.string, members[name] == nil else { continue }
            problems.append("\(place).\(name): missing")
        }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            guard let field = known.first(where: { $0["name"]?.string == name }) else {
                problems.append("\(place).\(name): unknown")
                continue
            }
            let types = field["types"]?.array?.compactMap(\.string) ?? []
            let results = types.map { self.problems(member, type: $0, at: "\(place).\(name)") }
            if !results.contains(where: \.isEmpty) { problems += results.first ?? [] }
        }
        return problems
    }
}
