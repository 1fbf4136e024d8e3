import Foundation
import SharedTodo
import SkeinTesting
import Testing

@testable import SimulationKit

/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct ReportTests {
    static func run(_ steps: String, devices: String = "anna boris clara") throws -> Run {
        try RunFile(
            parsing: "application todo\ndevices \(devices)\n" + steps, name: "f",
            applications: [SharedTodo()]
        ).run
    }

    static func observed(_ run: Run) -> Outcome {
        var run = run
        run.keepsStates = true
        return run.execute()
    }

    static let quarrel = """
        1s   world partition anna relay | boris
        +1s  anna does title milk oat
        +1s  boris does title milk soy
        +9s  world heal
        """

    // MARK: Looking in

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `looking into the replicas changes nothing of a run`(seed: UInt64) {
        let run = Run(seed: seed, profile: .swarm, SharedTodo())
        let plain = run.execute()
        let outcome = Self.observed(run)
        #expect(outcome.digest == plain.digest)
        #expect(outcome.counts == plain.counts)
        #expect(!outcome.observations.isEmpty)
    }

    @Test func `observations add up to what each replica shows in the end`() throws {
        var run = Run(seed: 3, profile: .lite, SharedTodo())
        var shown: [String: [String]] = [:]
        run.inspect = { world in
            for device in world.devices {
                shown[device.name] = device.store.flatMap {
                    try? world.application.lines(of: $0)
                }
            }
        }
        let outcome = Self.observed(run)
        var lines: [String: [String]] = [:]
        for observation in outcome.observations {
            var mine = lines[observation.device] ?? []
            for place in observation.removed { mine.remove(at: place) }
            for insertion in observation.inserted {
                mine.insert(insertion.line, at: insertion.place)
            }
            lines[observation.device] = mine
        }
        #expect(shown.count >= 3 && shown.values.contains { !$0.isEmpty })
        for (device, last) in shown { #expect(lines[device] ?? [] == last, "\(device)") }
    }

    @Test func `a conflict is kept with its values, their writers and the rule`() throws {
        let outcome = Self.observed(try Self.run(Self.quarrel))
        let conflicts = outcome.observations.compactMap { $0.conflicts?.first }
        let conflict = try #require(conflicts.last)
        #expect(conflict.entity == "milk" && conflict.field == "item.title")
        #expect(conflict.contenders.map(\.text) == ["soy", "oat"])
        #expect(conflict.contenders.map(\.device) == ["boris", "anna"])
        #expect(conflict.contenders.map(\.isShown) == [true, false])
        #expect(conflict.rule == "the last one in the common order")
        #expect(conflict.why.hasPrefix("'soy' is shown: its order key is the highest, (+0:00:03"))
    }

    // MARK: The page

    private static let hostile = "</script><!--<script><img src=x onerror=alert(1)>"

    private static func page(_ run: Run) throws -> String {
        try Report(observed(run), of: SharedTodo()).html()
    }

    private static func data(_ page: String) throws -> [String: Any] {
        let parts = page.split(separator: "id=\"data\">", maxSplits: 1)
        let text = try #require(parts.last?.split(separator: "</script>", maxSplits: 1).first)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func `no text of a run gets out of the data`() throws {
        let run = try Self.run("1s anna does title milk \"\(Self.hostile)\"")
        let page = try Self.page(run)
        #expect(page.components(separatedBy: "</script").count == 3, "data and script, no more")
        #expect(!page.contains("<img") && !page.contains("<!--"))
        let texts = try #require(try Self.data(page)["texts"] as? [String])
        #expect(texts.contains("does title milk \(Self.hostile)"))
        #expect(texts.contains("milk \(Self.hostile) open []"))
    }

    @Test func `a page's title is text as well`() {
        let page = ReportPage.html(title: "</title><b>\"&", data: "{}")
        #expect(page.contains("<title>&lt;/title&gt;&lt;b&gt;&quot;&amp; – "))
    }

    @Test func `nothing but the page's own script and style is allowed`() throws {
        let page = ReportPage.html(title: "t", data: "{}")
        #expect(page.contains("default-src 'none'; script-src 'sha256-"))
        #expect(!page.contains("unsafe-inline"))
        for needle in ["http://", "https://", "innerHTML", "outerHTML", "insertAdjacent", "eval("] {
            let found = page.replacing("http://www.w3.org/2000/svg", with: "").contains(needle)
            #expect(!found, "\(needle)")
        }
    }

    @Test func `every kind of the data has a symbol on the page`() {
        for kind in ReportKind.allCases {
            #expect(ReportScript.shapes.contains("\n  \(kind.rawValue): ['"), "\(kind)")
        }
    }

    @Test func `columns are of one length and numbers name what there is`() throws {
        let data = try Self.data(try Self.page(try Self.run(Self.quarrel)))
        let count = try #require(data["times"] as? [Int]).count
        let texts = try #require(data["texts"] as? [String]).count
        let nodes = try #require(data["nodes"] as? [[String: String]])
        #expect(nodes.map { $0["name"] } == ["world", "relay", "anna", "boris", "clara"])
        for (column, bound) in [
            ("eventNodes", nodes.count), ("eventKinds", ReportKind.allCases.count),
            ("others", texts), ("details", texts),
        ] {
            let numbers = try #require(data[column] as? [Int])
            #expect(numbers.count == count && numbers.allSatisfy { (0..<bound).contains($0) })
        }
        #expect(try #require(data["messages"] as? [Int]).count == count)
        #expect(count > 50)
    }

    // MARK: In a browser

    private static let python = "/usr/bin/python3"
    private static let canLook =
        FileManager.default.isExecutableFile(atPath: python)
        && ["chromium", "chromium-browser", "google-chrome", "chrome"]
            .contains { Programs.inPath($0) != nil }

    @Test(.enabled(if: canLook, "no chromium or no python3 on this machine"))
    func `a browser shows the page, and everybody can use it`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "skein-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(try Self.page(try Self.run(Self.quarrel)).utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: Self.python)
        let script = Fixtures.packageRoot.appending(path: "Simulator/report-check/check.py")
        process.arguments = ["-B", script.path, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && said.hasSuffix(" 0 failed\n"), "\(said)")
    }
}
