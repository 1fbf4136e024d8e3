// swift-tools-version: 6.2
import PackageDescription

#if os(macOS)
    #error(
        "Skein is built on Linux (tried on Debian 12; on Windows through WSL2). macOS is not supported."
    )
#endif

/// Every target: Swift 6 mode, warnings are errors, imports are internal unless said otherwise.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

func library(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["SkeinTesting"], exclude: exclude,
        swiftSettings: strict)
}

func system(_ name: String, _ pkgConfig: String, _ debianPackage: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debianPackage])])
}

let package = Package(
    name: "skein",
    products: [
        .library(name: "Skein", targets: ["Skein"]),
        .library(name: "SimulationKit", targets: ["SimulationKit", "SimulationCommands"]),
        .executable(name: "skein", targets: ["skein"]),
        .executable(name: "skein-relay", targets: ["skein-relay"]),
        .executable(name: "skein-sim", targets: ["skein-sim"]),
        .executable(name: "simulate", targets: ["simulate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // C libraries: a module map and a header each, nothing else.
        system("CSodium", "libsodium", "libsodium-dev"),
        system("CCurl", "libcurl", "libcurl4-openssl-dev"),
        system("CReadline", "readline", "libreadline-dev"),
        system("CZstd", "libzstd", "libzstd-dev"),
        system("CSQLite", "sqlite3", "libsqlite3-dev"),

        // Laws: the standard library only.
        library("SkeinCRDT", []),
        // Values of an HTTP exchange, shared by engines, the client and the emulators.
        library("SkeinTransport", ["SkeinCRDT"]),
        // Bytes.
        library("SkeinWire", ["SkeinCRDT", "CSodium", "CZstd"]),
        // Files beside databases, real or simulated.
        library("SkeinFiles", []),
        // Checksums in the pages of databases.
        library("SkeinPages", ["CSQLite"]),
        // State.
        library(
            "SkeinStore",
            ["SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinWire", "CSQLite", grdb]),
        // Engines: event in, actions out; no task, timer or socket.
        library("SkeinSync", ["SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore"]),
        library("SkeinRelay", ["SkeinCRDT", "SkeinTransport", "SkeinWire"]),
        library(
            "SkeinRelayStore",
            ["SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinWire", "SkeinRelay", grdb]),
        // Edge: real I/O.
        library("SkeinClock", ["SkeinCRDT"]),
        library("SkeinHTTP", ["SkeinCRDT", "SkeinTransport", "CCurl"]),
        library(
            "Skein",
            [
                "SkeinCRDT", "SkeinFiles", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "SkeinHTTP", "SkeinClock",
            ]),
        library(
            "SkeinServing",
            ["SkeinCRDT", "SkeinTransport", hummingbird]),
        library(
            "SkeinRelayServer",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinRelay", "SkeinRelayStore",
                "SkeinClock", "SkeinServing",
            ]),
        // Application.
        library("InboxSources", ["SkeinCRDT", "SkeinTransport"]),
        library(
            "Inbox",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "InboxSources", grdb,
            ]),
        library(
            "InboxREPL",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "Skein",
                "SkeinHTTP",
                "SkeinClock", "Inbox", "InboxSources",
            ]),
        library(
            "SourceEmulator", ["SkeinCRDT", "SkeinTransport"], path: "Simulator/SourceEmulator"),
        // Programs.
        program("skein", ["InboxREPL", "SkeinClock", "SkeinCRDT", "SkeinHTTP", "CReadline"]),
        program("skein-relay", ["SkeinRelayServer", argumentParser]),
        program(
            "skein-sim",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinRelay", "SkeinSync",
                "SourceEmulator", "SkeinClock", "SkeinServing", "TriageWorkload",
                "SimulationCommands", "InboxSimulation", "SharedTodo", argumentParser, grdb,
            ],
            path: "Simulator/skein-sim"),
        program(
            "simulate", ["SimulationCommands", "InboxSimulation", "SharedTodo"],
            path: "Simulator/simulate"),
        library(
            "TriageWorkload", ["SkeinCRDT", "SkeinWire", "SkeinStore"],
            path: "Simulator/TriageWorkload"),
        // The world, its faults and its judges; knows no application and needs no server.
        library(
            "SimulationKit",
            [
                "SkeinCRDT", "SkeinFiles", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "SkeinRelay", "SkeinRelayStore", "CSodium", "CSQLite",
            ],
            path: "Simulator/SimulationKit"),
        // What a person does with it.
        library(
            "SimulationCommands", ["SkeinCRDT", "SkeinClock", "SimulationKit", argumentParser],
            path: "Simulator/SimulationCommands"),
        // A program of somebody else's, simulated: the least that there is to say.
        library(
            "SharedTodo", ["SkeinWire", "SkeinStore", "SimulationKit"],
            path: "Simulator/SharedTodo"),
        // Tests.
        library("SkeinTesting", ["SkeinCRDT"], path: "Tests/SkeinTesting"),
        tests("SkeinCRDT", ["SkeinCRDT"]),
        tests("SkeinWire", ["SkeinCRDT", "SkeinWire"]),
        tests(
            "SkeinStore",
            [
                "SkeinCRDT", "SkeinFiles", "SkeinPages", "SkeinWire", "SkeinStore",
                "TriageWorkload", "SimulationKit", "CSQLite", grdb,
            ]),
        tests(
            "SkeinSync",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "SkeinRelay",
                "SkeinRelayStore", "SkeinRelayServer", grdb,
            ]),
        tests(
            "SkeinRelay",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinRelay", "SkeinRelayStore",
                "SkeinRelayServer", "SkeinServing",
            ]),
        tests("SkeinHTTP", ["SkeinCRDT", "SkeinTransport", "SkeinHTTP"]),
        tests("SkeinServing", ["SkeinCRDT", "SkeinTransport", "SkeinHTTP", "SkeinServing"]),
        tests(
            "SourceEmulator",
            ["SkeinCRDT", "SkeinTransport", "SkeinHTTP", "SkeinServing", "SourceEmulator"]),
        tests("InboxSources", ["SkeinCRDT", "SkeinTransport", "InboxSources", "SourceEmulator"]),
        tests(
            "Inbox",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "Inbox",
                "InboxSources", "SourceEmulator", grdb,
            ]),
        tests(
            "InboxREPL",
            ["SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "Inbox", "InboxREPL"],
            exclude: ["Snapshots"]),
        // The inbox in such a world.
        library(
            "InboxSimulation",
            [
                "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "Inbox",
                "InboxSources", "SourceEmulator", "SimulationKit", grdb,
            ],
            path: "Simulator/InboxSimulation"),
        tests(
            "InboxSimulation",
            ["SkeinCRDT", "SkeinStore", "SimulationKit", "InboxSimulation", "SharedTodo"]),
        tests(
            "SimulationKit",
            [
                "SkeinCRDT", "SkeinFiles", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync",
                "SkeinRelay", "SkeinRelayStore", "SimulationKit", "SharedTodo", grdb,
            ]),
        tests("Tidy", []),
        tests("Story", ["SkeinCRDT", "skein", "skein-relay", "skein-sim"]),
    ]
)
