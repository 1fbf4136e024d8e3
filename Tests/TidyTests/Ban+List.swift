extension Ban {
    /// The house rules that a search can check.
    static let list: [Ban] = time + chance + failure + output + encoding + concurrency + sql

    /// The core sees no clock; waiting belongs to the edge, and tests do not wait.
    private static let time: [Ban] = [
        Ban(needle: "Date()", instead: clock, applies: outsideClock),
        Ban(needle: "Date.now", instead: clock, applies: outsideClock),
        Ban(needle: "clock_gettime(", instead: clock, applies: outsideClock),
        Ban(needle: "gettimeofday(", instead: clock, applies: outsideClock),
        Ban(needle: "Thread.sleep", instead: wait, applies: everywhere),
        Ban(needle: "usleep(", instead: wait, applies: everywhere),
        Ban(needle: "nanosleep(", instead: wait, applies: everywhere),
        // Awaited, it is a driver's own timer that was handed in under this name.
        Ban(needle: "sleep(", instead: wait, unless: "await", applies: everywhere),
        // The emulator's host is a driver.
        Ban(
            needle: "Task.sleep", instead: wait,
            applies: { inEngines($0) && $0.target != "SourceEmulator" }),
        Ban(needle: "ContinuousClock", instead: clock, applies: inEngines),
        Ban(needle: "SuspendingClock", instead: clock, applies: inEngines),
        Ban(needle: ".asyncAfter(", instead: wait, isWholeWord: false, applies: everywhere),
    ]
    private static let clock =
        "take `now: Instant` as a parameter; at the edge read SkeinClock.SystemClock"
    private static let wait = "return a time to be called again; the driver's timer waits"

    /// The core sees no global randomness, and every draw can be repeated.
    private static let chance: [Ban] = [
        Ban(needle: "SystemRandomNumberGenerator", instead: draw, applies: inEngines),
        Ban(needle: "UUID()", instead: draw, applies: inEngines),
        Ban(
            needle: ".random(", instead: draw, isWholeWord: false, unless: "using:",
            applies: everywhere),
        Ban(needle: ".shuffled()", instead: draw, isWholeWord: false, applies: everywhere),
        Ban(needle: ".randomElement()", instead: draw, isWholeWord: false, applies: everywhere),
        Ban(
            needle: ".hashValue", instead: "differs from process to process; hash canonical bytes",
            isWholeWord: false, applies: { $0.root != "Tests" }),
    ]
    private static let draw = "take an `inout some RandomNumberGenerator` (tests: SplitMix64)"

    private static let failure: [Ban] = [
        Ban(needle: "try!", instead: "`throws`, or a `catch` that acts", applies: everywhere),
        Ban(needle: "as!", instead: "`as?` with a typed error, or a type", applies: everywhere),
        Ban(
            needle: "fatalError(",
            instead: "an error value; for what cannot happen `precondition` "
                + "with a sentence", applies: everywhere),
        Ban(
            needle: "assertionFailure(",
            instead: "`preconditionFailure` with a sentence: on in "
                + "release too", applies: everywhere),
    ]

    private static let output: [Ban] = [
        Ban(needle: "print(", instead: "return it; only programs print", applies: inLibrary),
        Ban(needle: "debugPrint(", instead: "return it", applies: everywhere),
        Ban(needle: "NSLog(", instead: "return it, or log through swift-log", applies: everywhere),
    ]

    /// One value, one byte string: the project's own bytes are CBOR and columns, never JSON.
    private static let encoding: [Ban] = ["JSONSerialization", "JSONEncoder", "JSONDecoder"].map {
        Ban(needle: $0, instead: "own bytes are SkeinWire's CBOR", applies: inLibrary)
    }

    private static let concurrency: [Ban] = [
        Ban(
            needle: "Task.detached", instead: "a child task of a group that is awaited",
            applies: everywhere),
        Ban(needle: "DispatchSemaphore", instead: "`await`", applies: inEngines),
    ]

    /// SQL sees neither clock nor chance.
    private static let sql: [Ban] = ["datetime('now'", "random()", "CURRENT_TIMESTAMP"].map {
        Ban(
            needle: $0, instead: "bind the value as an argument", part: .strings,
            applies: { $0.root != "Tests" })
    }

    private static let everywhere: @Sendable (SourceFile) -> Bool = { _ in true }
    private static let outsideClock: @Sendable (SourceFile) -> Bool = {
        $0.target != "SkeinClock"
    }
    private static let inLibrary: @Sendable (SourceFile) -> Bool = {
        $0.root == "Sources" && Vocabulary.libraryTargets.contains($0.target)
    }
    private static let inEngines: @Sendable (SourceFile) -> Bool = {
        engineTargets.contains($0.target)
    }

    /// Synchronous targets: event in, actions out.
    static let engineTargets: Set<String> = [
        "SkeinCRDT", "SkeinTransport", "SkeinWire", "SkeinStore", "SkeinSync", "SkeinRelay",
        "SkeinRelayStore", "InboxSources", "Inbox", "SourceEmulator", "TriageWorkload",
    ]
}
