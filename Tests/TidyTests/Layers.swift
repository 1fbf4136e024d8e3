/// Which target may use which: a target uses only targets of lower layers, never beside or above.
///
/// A new edge is added here and in the manifest together, with a page in `docs/decisions` if it
/// brings a new package or crosses more than the layers below it.
enum Layers {
    /// From the laws at the bottom to the programs at the top.
    static let targets: [[String: Set<String>]] = [
        [
            "SkeinCRDT": [], "SkeinFiles": [], "CSodium": [], "CCurl": [], "CReadline": [],
            "CZstd": [], "CSQLite": [],
        ],
        [
            "SkeinTransport": ["SkeinCRDT"],
            "SkeinWire": ["SkeinCRDT", "CSodium", "CZstd"],
            "SkeinClock": ["SkeinCRDT"],
            "SkeinPages": ["CSQLite"],
        ],
        [
            "SkeinStore": [
                "SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinWire", "CSQLite", "grdb",
            ]
        ],
        [
            "SkeinSync": ["SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore"],
            "SkeinRelay": ["SkeinCRDT", "SkeinTransport", "SkeinWire"],
            "TriageWorkload": ["SkeinCRDT", "SkeinWire", "SkeinStore"],
        ],
        [
            "SkeinRelayStore": [
                "SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinWire", "SkeinRelay", "grdb",
            ]
        ],
        [
            "SkeinHTTP": ["SkeinCRDT", "SkeinTransport", "CCurl"],
            "SkeinServing": ["SkeinCRDT", "SkeinTransport", "hummingbird"],
        ],
        [
            "Skein": [
                "SkeinCRDT", "SkeinFiles", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "SkeinHTTP",
                "SkeinClock",
            ],
            "SkeinRelayServer": [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinRelay", "SkeinRelayStore",
                "SkeinClock", "SkeinServing",
            ],
            "InboxSources": ["SkeinCRDT", "SkeinTransport"],
            "SourceEmulator": ["SkeinCRDT", "SkeinTransport"],
            "SimulationKit": [
                "SkeinCRDT", "SkeinFiles", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "SkeinRelay", "SkeinRelayStore", "CSodium", "CSQLite",
            ],
        ],
        [
            "SharedTodo": ["SkeinWire", "SkeinStore", "SimulationKit"],
            "SimulationCommands": ["SkeinCRDT", "SkeinClock", "SimulationKit", "argumentParser"],
            "Inbox": [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "InboxSources", "grdb",
            ],
        ],
        [
            "InboxSimulation": [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "Inbox",
                "InboxSources", "SourceEmulator", "SimulationKit", "grdb",
            ],
            "InboxREPL": [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "Skein",
                "SkeinHTTP", "SkeinClock", "Inbox", "InboxSources",
            ],
        ],
        [
            "skein": ["InboxREPL", "SkeinClock", "SkeinCRDT", "SkeinHTTP", "CReadline"],
            "skein-relay": ["SkeinRelayServer", "argumentParser"],
            "skein-sim": [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinRelay", "SkeinSync",
                "SourceEmulator", "SkeinClock", "SkeinServing", "TriageWorkload",
                "SimulationCommands", "InboxSimulation", "SharedTodo", "argumentParser", "grdb",
            ],
            "simulate": ["SimulationCommands", "InboxSimulation", "SharedTodo"],
        ],
    ]

    static let dependenciesByTarget: [String: Set<String>] =
        targets.reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    static let layerByTarget: [String: Int] = targets.enumerated().reduce(into: [:]) {
        for target in $1.element.keys { $0[target] = $1.offset }
    }

    /// What a foreign product lets its user import.
    static let modulesByProduct: [String: Set<String>] = [
        "grdb": ["GRDB"],
        "hummingbird": [
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOPosix",
            "NIOHTTP1", "NIOHTTPTypes", "ServiceLifecycle",
        ],
        "argumentParser": ["ArgumentParser"],
    ]

    /// What comes with Swift, by what a target needs it for. The laws need the standard library
    /// alone; the engines nothing that waits or runs beside them.
    static func systemModules(of target: String) -> Set<String> {
        if target == "SkeinCRDT" { return [] }
        // A store's marker is called from the network's threads: its connection lies in a mutex.
        if target == "SkeinStore" { return ["Foundation", "Synchronization"] }
        if Ban.engineTargets.contains(target) { return ["Foundation"] }
        return ["Foundation", "Glibc", "Dispatch", "Synchronization"]
    }

    /// Edges that do not lead downwards.
    static func risingEdges(
        _ dependenciesByTarget: [String: Set<String>], _ layerByTarget: [String: Int]
    ) -> [String] {
        dependenciesByTarget.flatMap { target, dependencies in
            dependencies.filter { dependency in
                guard let upper = layerByTarget[target], let lower = layerByTarget[dependency]
                else { return modulesByProduct[dependency] == nil }
                return lower >= upper
            }.map { "\(target) -> \($0)" }
        }.sorted()
    }

    /// Imports that the target's dependencies do not allow.
    static func foreignImports(in file: SourceFile, allowing dependencies: Set<String>) -> [Finding]
    {
        var allowed = systemModules(of: file.target)
        for dependency in dependencies {
            allowed.formUnion(modulesByProduct[dependency] ?? [dependency])
        }
        return SourceFile.lines(of: file.code).enumerated().compactMap { number, line in
            guard let module = importedModule(in: line), !allowed.contains(module) else {
                return nil
            }
            return Finding(
                path: file.path, line: number + 1,
                message: "\(file.target) may not use \(module): it uses \(allowed.sorted())")
        }
    }

    /// `SkeinWire` of `@testable package import struct SkeinWire.Value`.
    private static func importedModule(in line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"),
            words[..<place].allSatisfy({
                $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
            }),
            let name = words[(place + 1)...].first(where: {
                !["struct", "class", "enum", "protocol", "func", "let", "var"].contains($0)
            })
        else { return nil }
        return name.split(separator: ".").first.map(String.init)
    }
}
