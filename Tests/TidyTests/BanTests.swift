import Testing

@Suite struct BanTests {
    @Test func nothingBannedStandsInTheCode() {
        let findings = SourceFile.swift.flatMap { file in
            Ban.list.flatMap { $0.findings(in: file) }
        }
        #expect(findings == [])
    }

    /// Each line breaks exactly one rule, in a target where the rule holds.
    @Test(
        arguments: [
            "let now = Date()", "let now = Date.now", "clock_gettime(0, &t)",
            "gettimeofday(&t, nil)",
            "Thread.sleep(forTimeInterval: 1)", "usleep(5)", "nanosleep(&a, nil)", "sleep(1)",
            "try await Task.sleep(for: .seconds(1))", "let c = ContinuousClock()",
            "let c = SuspendingClock()", "queue.asyncAfter(deadline: d) {}",
            "var g = SystemRandomNumberGenerator()", "let id = UUID()", "Int.random(in: 0..<5)",
            "list.shuffled()", "list.randomElement()", "value.hashValue", "try! open()",
            "let x = y as! Int", "fatalError(\"no\")", "assertionFailure()", "print(x)",
            "debugPrint(x)", "NSLog(x)", "JSONSerialization.data(x)", "JSONEncoder()",
            "JSONDecoder()", "Task.detached {}", "let s = DispatchSemaphore(value: 0)",
            "\"SELECT datetime('now')\"", "\"SELECT random()\"", "\"DEFAULT CURRENT_TIMESTAMP\"",
        ])
    func eachBannedThingIsFound(line: String) {
        let file = SourceFile(path: "Sources/SkeinStore/Sample.swift", text: "let a = 1\n" + line)
        #expect(Ban.list.flatMap { $0.findings(in: file) }.map(\.line) == [2])
    }

    @Test func everyBanHasALineThatBreaksIt() {
        #expect(Ban.list.count == 33)
    }

    @Test(
        arguments: [
            "// Date() would read the clock", "let text = \"fatalError(\"", "fingerprint(x)",
            "Int.random(in: 0..<5, using: &generator)", "list.shuffled(using: &generator)",
            "try? open()", "x as? Int", "let candidate = Update()", "try await sleep(until)",
        ])
    func whatOnlyLooksLikeItIsFine(line: String) {
        let file = SourceFile(path: "Sources/SkeinStore/Sample.swift", text: line)
        #expect(Ban.list.flatMap { $0.findings(in: file) } == [])
    }
}
