import Foundation
import SkeinTransport
import SourceEmulator
import Testing

/// The calls of the tests, as a client of the platforms would make them.
extension EmulatorWorld {
    static var wildberriesHeader: HTTPHeader { HTTPHeader("Authorization", wildberriesToken) }

    func wildberries(
        _ path: String, token: String = EmulatorWorld.wildberriesToken
    ) async throws -> HTTPAnswer {
        try #require(
            await call("GET", path, headers: [HTTPHeader("Authorization", token)]))
    }

    /// Sends a message through Wildberries' API; nil if the connection was closed.
    func sendToWildberries(
        sign: String?, text: String?, files: [AttachedFile] = [],
        token: String = EmulatorWorld.wildberriesToken
    ) async -> HTTPAnswer? {
        let boundary = "----boundary7d3"
        var body: [UInt8] = []
        func add(_ disposition: String, type: String? = nil, _ bytes: [UInt8]) {
            let typeLine = type.map { "Content-Type: \($0)\r\n" } ?? ""
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\(typeLine)\r\n"
                    .utf8)
            body += bytes + [13, 10]
        }
        if let sign { add("name=\"replySign\"", Array(sign.utf8)) }
        if let text { add("name=\"message\"", Array(text.utf8)) }
        for file in files {
            add("name=\"file\"; filename=\"\(file.name)\"", type: file.contentType, file.bytes)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return await call(
            "POST", "/api/v1/seller/message",
            headers: [
                HTTPHeader("Authorization", token),
                HTTPHeader("Content-Type", "multipart/form-data; boundary=\(boundary)"),
            ], body: body)
    }

    /// The signature that `/chats` gives for the buyer's chat.
    func sign(of buyer: String) async throws -> String {
        let chats = try await wildberries("/api/v1/seller/chats").json["result"]?.array ?? []
        let chat = try #require(chats.first { $0["clientName"]?.string == buyer })
        return try #require(chat["replySign"]?.string)
    }

    func telegram(
        _ method: String, _ parameters: JSONValue = [:],
        token: String = EmulatorWorld.telegramToken
    ) async throws -> HTTPAnswer {
        try #require(await rawTelegram(method, parameters, token: token))
    }

    func rawTelegram(
        _ method: String, _ parameters: JSONValue = [:],
        token: String = EmulatorWorld.telegramToken
    ) async -> HTTPAnswer? {
        await call(
            "POST", "/bot\(token)/\(method)",
            headers: [HTTPHeader("Content-Type", "application/json")], body: parameters.bytes)
    }

    /// A call of a bot with files: by the name of their part the file's name and bytes.
    func telegramForm(
        _ method: String, _ fields: [String: String],
        files: [String: (name: String, bytes: [UInt8])] = [:]
    ) async throws -> HTTPAnswer {
        let boundary = "----boundary7d3"
        var body: [UInt8] = []
        func add(_ disposition: String, _ bytes: [UInt8]) {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n"
            body += Array(head.utf8) + bytes + [13, 10]
        }
        for (name, text) in fields.sorted(by: { $0.key < $1.key }) {
            add("name=\"\(name)\"", Array(text.utf8))
        }
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            add("name=\"\(name)\"; filename=\"\(file.name)\"", file.bytes)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        let type = HTTPHeader("Content-Type", "multipart/form-data; boundary=\(boundary)")
        return try #require(
            await call(
                "POST", "/bot\(Self.telegramToken)/\(method)", headers: [type], body: body))
    }

    /// A call to Ozon; nil if the connection was closed.
    func rawOzon(
        _ path: String, _ body: JSONValue = [:], key: String = EmulatorWorld.ozonKey
    ) async -> HTTPAnswer? {
        await call(
            "POST", path,
            headers: [
                HTTPHeader("Client-Id", Self.ozonClient), HTTPHeader("Api-Key", key),
                HTTPHeader("Content-Type", "application/json"),
            ], body: body.bytes)
    }

    func ozon(
        _ path: String, _ body: JSONValue = [:], key: String = EmulatorWorld.ozonKey
    ) async throws -> HTTPAnswer {
        try #require(await rawOzon(path, body, key: key))
    }

    /// A call to a cabinet of Yandex Market; nil if the connection was closed.
    func rawYandex(
        _ path: String, _ body: JSONValue? = [:], method: String = "POST",
        key: String = EmulatorWorld.yandexKey
    ) async -> HTTPAnswer? {
        await call(
            method, "/v2/businesses/\(Self.yandexBusiness)\(path)",
            headers: [
                HTTPHeader("Api-Key", key), HTTPHeader("Content-Type", "application/json"),
            ], body: body?.bytes ?? [])
    }

    func yandex(
        _ path: String, _ body: JSONValue? = [:], method: String = "POST",
        key: String = EmulatorWorld.yandexKey
    ) async throws -> HTTPAnswer {
        try #require(await rawYandex(path, body, method: method, key: key))
    }

    /// The updates that `getUpdates` gives.
    func updates(_ parameters: JSONValue = [:]) async throws -> [JSONValue] {
        try await telegram("getUpdates", parameters).json["result"]?.array ?? []
    }

    /// An order of the test; must succeed.
    @discardableResult
    func control(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        let answer = try #require(await call("POST", "/control/\(path)", body: body.bytes))
        #expect(answer.status == 200, "\(answer.text)")
        return answer.json
    }

    func ledger() async throws -> [JSONValue] {
        try #require(await call("GET", "/control/ledger")).json.array ?? []
    }
}

extension HTTPAnswer {
    var json: JSONValue { JSONValue(body) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
}
