import Foundation
import SkeinTesting
import Testing

/// What goes wrong, and how the programs say so.
extension StoryWorld {
    /// How a command ended, and all that it said.
    struct Reply {
        let code: Int32
        let text: String
    }

    func answer(
        _ language: String, _ device: String, _ arguments: [String], input: String? = nil
    ) throws -> Reply {
        let program = try start(device, ["--lang", language] + arguments, input: input)
        let code = program.wait()
        return Reply(code: code, text: program.standardOutput + program.standardError)
    }

    /// Runs a command in both languages: each time it ends with that code, by no signal, and says
    /// all these words.
    func expect(
        _ code: Int32, _ device: String, _ arguments: [String], input: String? = nil,
        beforeEach prepare: () throws -> Void = {}, ru: [String], en: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for (language, words) in [("ru", ru), ("en", en)] {
            try prepare()
            let answer = try answer(language, device, arguments, input: input)
            #expect(answer.code == code, "\(answer.text)", sourceLocation: sourceLocation)
            for word in words {
                #expect(answer.text.contains(word), sourceLocation: sourceLocation)
            }
        }
    }

    /// A workspace of one device, and one source; a buyer has written once.
    ///
    /// - Returns: the chat's id.
    func foundShop(_ device: String = "a", source: String? = nil) throws -> String {
        try run(device, ["workspace", "create", "--relay", relayURL, "--as", "anna"])
        let token = try file("token", "wb-token")
        try run(
            device,
            [
                "source", "add", "wb", "wb-main", "--url", source ?? sourcesURL, "--token-file",
                token,
            ]
        )
        try buyerWrites("Где мой заказ?")
        try run(device, ["sync", "--once"])
        return try #require(try json(device, ["list"]).first?["id"] as? String)
    }

    func buyerWrites(_ text: String) throws {
        try control("POST", "/control/wb/buyer-message", ["buyer": "Ольга", "text": text])
    }

    /// Writes a file that only its owner may read; its path.
    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Data(text.utf8))
    }

    func file(_ name: String, _ bytes: Data) throws -> String {
        let url = folder.appending(path: name)
        try bytes.write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
        return url.path
    }

    /// All files of a device by name, but the lock, which names whoever looked last.
    func files(_ device: String) throws -> [String: Data] {
        let store = URL(filePath: store(device))
        let names = try FileManager.default.contentsOfDirectory(atPath: store.path)
        return try names.filter { $0 != "lock" }.reduce(into: [:]) {
            $0[$1] = try Data(contentsOf: store.appending(path: $1))
        }
    }

    /// A second folder with the same files, to be spoilt.
    func copy(_ device: String, to other: String) throws {
        let (from, to) = (store(device), store(other))
        if FileManager.default.fileExists(atPath: to) {
            try FileManager.default.removeItem(atPath: to)
        }
        try FileManager.default.copyItem(atPath: from, toPath: to)
    }
}
