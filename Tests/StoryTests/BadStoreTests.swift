import Foundation
import SkeinTesting
import Testing

extension BadInputTests {
    /// Stores that are taken, damaged, too new, or have no place.
    struct Store {
        private let world: StoryWorld

        init() throws { world = try StoryWorld() }

        @Test func `a store that another program has open is refused at once, with its number`()
            throws
        {
            let chat = try world.foundShop()
            let script = world.folder.appending(path: "script").path
            #expect(mkfifo(script, 0o600) == 0)
            let holder = try world.start("a", ["-c", "workspace", "-f", script])
            _ = try holder.line(beginning: "workspace ")
            let pid = String(holder.identifier)
            let clock = ContinuousClock()
            var spans: [Duration] = []
            for _ in 0..<3 {
                spans.append(
                    try clock.measure {
                        try world.expect(
                            1, "a", ["list"], ru: ["открыто другой программой: \(pid)", "--store"],
                            en: ["another program has the store open: \(pid)", "--store"])
                    })
            }
            // Two runs each time; the best of three, for machines that do other work meanwhile.
            #expect(spans.min().map { $0 < .seconds(2) } == true)
            try world.expect(
                1, "a", ["doctor"],
                ru: ["✗ хранилище открыто другой программой: \(pid)", "✓ skein"],
                en: ["✗ another program has the store open: \(pid)", "✓ skein"])
            // Waits for the holder to open its end: it has carried out `workspace` by then.
            let end = open(script, O_WRONLY | O_CLOEXEC)
            #expect(write(end, "tag \(chat) +mine\n", 7 + chat.utf8.count + 4) > 0)
            close(end)
            #expect(holder.wait() == 0, "\(holder.standardError)")
            #expect(try world.json("a", ["list"]).first?["tags"] as? [String] == ["mine"])
        }

        private static let damages: [(name: String, spoil: @Sendable (inout Data) -> Void)] = [
            ("header", { $0.replaceSubrange(0..<100, with: Data(repeating: 0xA5, count: 100)) }),
            (
                "middle",
                { bytes in
                    let range = bytes.count / 4..<bytes.count * 3 / 4
                    bytes.replaceSubrange(range, with: Data(repeating: 0xA5, count: range.count))
                }
            ),
            ("truncated", { $0 = $0.prefix($0.count / 2) }), ("emptied", { $0 = Data() }),
        ]

        @Test func `a damaged database is neither used nor changed`() throws {
            let chat = try world.foundShop()
            for (name, spoil) in Self.damages {
                try world.copy("a", to: name)
                let database = world.store(name) + "/replica.sqlite"
                var bytes = try Data(contentsOf: URL(filePath: database))
                spoil(&bytes)
                try bytes.write(to: URL(filePath: database))
                let before = try world.files(name)
                let (ru, en) = (
                    "хранилище повреждено: \(database)", "the store is damaged: \(database)"
                )
                let (remedyRU, remedyEN) = (
                    "doctor --rebuild соберёт", "doctor --rebuild makes it anew"
                )
                for command in [["list"], ["tag", chat, "+x"], ["sync", "--once"]] {
                    try world.expect(1, name, command, ru: [ru, remedyRU], en: [en, remedyEN])
                }
                try world.expect(
                    1, name, ["doctor"], ru: ["✗ " + ru, "→ " + remedyRU, "✓ skein"],
                    en: ["✗ " + en, "→ " + remedyEN, "✓ skein"])
                #expect(try world.files(name) == before, "\(name)")
            }
            try world.run("a", ["tag", chat, "+fine"])
        }

        @Test func `doctor finds a damage that other commands have not met yet`() throws {
            _ = try world.foundShop()
            let size = try #require(try world.files("a")["replica.sqlite"]).count
            // Which page is read by whom is SQLite's affair: one is enough that only `doctor` reads.
            let found = try (1..<size / 4096).reversed().first { page in
                try spoil(page)
                guard try world.answer("en", "b", ["list"]).code == 0,
                    try world.answer("en", "b", ["source", "list"]).code == 0
                else { return false }
                return try world.answer("en", "b", ["doctor"]).code == 1
            }
            _ = try #require(found)
            let remedy = ("doctor --rebuild", "doctor --rebuild")
            try world.expect(
                1, "b", ["doctor"], ru: ["✗ хранилище", "повреждено", remedy.0],
                en: ["✗ the store", "damaged", remedy.1])
        }

        @Test func `doctor finds a row that is not what the log leads to`() throws {
            _ = try world.foundShop()
            guard let python = Programs.inPath("python3") else { return }
            let change = try RunningProgram(
                python.path,
                [
                    "-c",
                    """
                    import sqlite3, sys
                    database = sqlite3.connect(sys.argv[1])
                    database.execute("UPDATE chat SET buyer = 'Somebody else'")
                    database.commit()
                    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    database.close()
                    """, world.store("a") + "/replica.sqlite",
                ], environment: ProcessInfo.processInfo.environment)
            #expect(change.wait() == 0, "\(change.standardError)")
            // As if the product itself had written it.
            try SQLitePages.seal(world.store("a") + "/replica.sqlite")
            try world.expect(
                1, "a", ["doctor"],
                ru: ["✗ хранилище", "повреждено", "doctor --rebuild", "✓ реле", "✓ wb-main"],
                en: ["✗ the store", "damaged", "doctor --rebuild", "✓ the relay", "✓ wb-main"])
            try world.run("a", ["doctor", "--rebuild"])
            #expect(try world.json("a", ["list"]).first?["buyer"] as? String == "Ольга")
        }

        private func spoil(_ page: Int) throws {
            try world.copy("a", to: "b")
            let database = URL(filePath: world.store("b") + "/replica.sqlite")
            var bytes = try Data(contentsOf: database)
            let range = page * 4096..<(page + 1) * 4096
            bytes.replaceSubrange(range, with: Data(repeating: 0xA5, count: range.count))
            try bytes.write(to: database)
        }

        @Test func `a store of a later version is left alone`() throws {
            let chat = try world.foundShop()
            guard let python = Programs.inPath("python3") else { return }
            try world.copy("a", to: "b")
            let raise = try RunningProgram(
                python.path,
                [
                    "-c",
                    """
                    import sqlite3, sys
                    database = sqlite3.connect(sys.argv[1])
                    database.execute("UPDATE meta SET value = 99 WHERE key = 'format'")
                    database.commit()
                    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    database.close()
                    """, world.store("b") + "/replica.sqlite",
                ], environment: ProcessInfo.processInfo.environment)
            #expect(raise.wait() == 0, "\(raise.standardError)")
            // A later version would keep the checksums of pages as well.
            try SQLitePages.seal(world.store("b") + "/replica.sqlite")
            try refusesLater("b", chat, format: 99)
            try world.copy("a", to: "c")
            let secrets = URL(filePath: world.store("c") + "/secrets")
            var bytes = try Data(contentsOf: secrets)
            let key = try #require(bytes.range(of: Data("version".utf8)))
            bytes[key.upperBound] = 0x17
            try bytes.write(to: secrets)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: secrets.path)
            try refusesLater("c", chat, format: 23)
        }

        private func refusesLater(_ device: String, _ chat: String, format: Int) throws {
            let before = try world.files(device)
            for command in [["list"], ["tag", chat, "+x"], ["doctor"]] {
                try world.expect(
                    1, device, command,
                    ru: ["более новой версией программы (формат \(format)", "обновите программу"],
                    en: [
                        "by a later version of this program (format \(format)",
                        "update the program",
                    ])
            }
            #expect(try world.files(device) == before)
        }

        @Test func `a folder that cannot be is named, with the system's reason`() throws {
            let file = try world.file("file", "somebody's own")
            for (path, reason) in [
                (file, "Not a directory"), (file + "/store", "Not a directory"),
                ("/proc/skein/store", "No such file or directory"),
            ] {
                try world.expect(
                    1, "a", ["--store", path, "list"],
                    ru: ["не открывается \(path)".prefixOfPath, reason, "проверьте путь и права"],
                    en: [
                        "cannot open \(path)".prefixOfPath, reason, "check the path and the rights",
                    ])
                try world.expect(
                    1, "a", ["--store", path, "doctor"], ru: ["✗ не открывается", "✓ skein"],
                    en: ["✗ cannot open", "✓ skein"])
            }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "somebody's own")
        }
    }
}

extension String {
    /// Without the last part of a path below a folder that cannot be made either.
    fileprivate var prefixOfPath: String {
        hasSuffix("/proc/skein/store") ? String(dropLast("/store".count)) : self
    }
}
