import Foundation
import SkeinTesting
import Testing

@Suite struct LayersTests {
    private static func manifest() throws -> Manifest {
        let url = Fixtures.packageRoot.appending(path: "Package.swift")
        return Manifest(text: try String(contentsOf: url, encoding: .utf8))
    }

    @Test func theManifestHasTheEdgesOfTheLayersAndNoOthers() throws {
        let declared = try Self.manifest().dependenciesByTarget
            .filter { !$0.key.hasSuffix("Tests") && $0.key != "SkeinTesting" }
        for target in Set(declared.keys).union(Layers.dependenciesByTarget.keys).sorted() {
            #expect(declared[target] == Layers.dependenciesByTarget[target], "\(target)")
        }
    }

    @Test func everyEdgeLeadsDownwards() {
        #expect(Layers.risingEdges(Layers.dependenciesByTarget, Layers.layerByTarget) == [])
    }

    @Test func filesImportWhatTheirTargetMayUse() throws {
        let byTarget = try Self.manifest().dependenciesByTarget
        let findings = SourceFile.swift.filter { $0.root != "Tests" }.flatMap { file in
            Layers.foreignImports(in: file, allowing: byTarget[file.target] ?? [])
        }
        #expect(findings == [])
    }

    @Test func onlyTheProgramSkeinLinksReadline() throws {
        let byTarget = try Self.manifest().dependenciesByTarget
        func reaches(_ target: String) -> Bool {
            let next = byTarget[target] ?? []
            return next.contains("CReadline") || next.contains(where: reaches)
        }
        let linking = byTarget.keys.filter { !$0.hasSuffix("Tests") && reaches($0) }
        #expect(linking == ["skein"])
    }

    @Test func everyForeignPackageHasItsReasonInTheDecisions() throws {
        let decisions = SourceFile.all.filter { $0.path.hasPrefix("docs/decisions/") }
            .map { String(decoding: $0.text, as: UTF8.self) }.joined()
        for package in try Self.manifest().foreign.sorted() {
            #expect(decisions.contains(package), "\(package) has no page in docs/decisions")
        }
    }

    @Test func theManifestIsReadAsItIsWritten() {
        let manifest = Manifest(
            text: """
                func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {}
                .package(url: "https://example.org/a/GRDB.swift", exact: "1.0.0"),
                system("CZstd", "libzstd", "libzstd-dev"),
                library(
                    "A", [
                        "B", grdb,
                    ], path: "x"),
                library("B", []),
                tests("A", ["A"]),
                """)
        #expect(
            manifest.dependenciesByTarget == [
                "A": ["B", "grdb"], "B": [], "ATests": ["A", "SkeinTesting"], "CZstd": [],
            ])
        #expect(manifest.foreign == ["GRDB.swift", "libzstd"])
    }

    @Test func anEdgeBesideOrAboveIsFound() {
        let edges: [String: Set<String>] = ["A": ["B"], "B": ["C", "D"], "C": ["A"], "D": []]
        let layers = ["A": 1, "B": 1, "C": 2, "D": 0]
        // B stands beside A, C above B; C may use A and B may use D.
        #expect(Layers.risingEdges(edges, layers) == ["A -> B", "B -> C"])
    }

    @Test(
        arguments: [
            "import GRDB", "package import SkeinStore", "@testable import Inbox",
            "public import struct SkeinStore.Edit", "import Dispatch",
        ])
    func anImportThatTheLayersDoNotAllowIsFound(line: String) {
        let text = "import Foundation\nimport SkeinCRDT\n" + line
        let file = SourceFile(path: "Sources/SkeinWire/Sample.swift", text: text)
        let findings = Layers.foreignImports(in: file, allowing: ["SkeinCRDT", "CSodium"])
        #expect(findings.map(\.line) == [3])
    }
}
