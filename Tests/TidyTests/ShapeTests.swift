import Testing

@Suite struct ShapeTests {
    private static func sample(_ text: String) -> SourceFile {
        SourceFile(path: "Sources/SkeinStore/Sample.swift", text: text)
    }

    @Test func filesFunctionsAndLinesKeepTheirLimits() {
        #expect(SourceFile.swift.flatMap(Shape.longFiles) == [])
        #expect(SourceFile.swift.flatMap(Shape.longFunctions) == [])
        #expect(SourceFile.swift.flatMap(Shape.longLines) == [])
    }

    @Test func caughtErrorsAreActedUponAndUnsafeSendabilityIsExplained() {
        #expect(SourceFile.swift.flatMap(Shape.emptyCatches) == [])
        #expect(SourceFile.swift.flatMap(Shape.unprovenSendability) == [])
    }

    @Test func namesSayWhatAThingDoes() {
        #expect(SourceFile.swift.flatMap(Shape.emptyNames) == [])
    }

    @Test func aFileOneLineTooLongIsFound() {
        let line = "let a = 1\n"
        let longest = Self.sample(String(repeating: line, count: Shape.fileLinesMax))
        #expect(Shape.longFiles(longest) == [])
        let tooLong = Self.sample(String(repeating: line, count: Shape.fileLinesMax + 1))
        #expect(Shape.longFiles(tooLong).count == 1)
    }

    @Test func aLineOneColumnTooLongIsFoundWhateverItsBytes() {
        let text = String(repeating: "я", count: Shape.columnsMax)
        #expect(Shape.longLines(Self.sample(text)) == [])
        #expect(Shape.longLines(Self.sample("\n" + text + "я")).map(\.line) == [2])
        #expect(Shape.longLines(Self.sample("    /// | " + text + " |")) == [])
    }

    @Test(arguments: ["func f(a: () -> Void = {}) -> [Int]", "init?(_ a: Int) throws"])
    func aFunctionOneLineTooLongIsFound(signature: String) {
        func body(_ lines: Int) -> String {
            "struct S {\n" + signature + " {\n"
                + String(repeating: "let a = \"}\"\n", count: lines) + "}\n}\n"
        }
        #expect(Shape.longFunctions(Self.sample(body(Shape.functionLinesMax))) == [])
        let findings = Shape.longFunctions(Self.sample(body(Shape.functionLinesMax + 1)))
        #expect(findings.map(\.line) == [2])
    }

    @Test func aFunctionThatAProtocolAsksForHasNoBody() {
        let text = """
            protocol P {
                func first(_ a: Int) -> Int
                init(b: Int)
            }
            struct S {
                func second() { self.init(a: 1) }
            }
            """
        let bodies = FunctionScan.bodies(in: Self.sample(text).code)
        #expect(bodies == [FunctionScan.Body(line: 6, lines: 0)])
    }

    @Test(arguments: ["do { a() } catch {}", "do { a() } catch {\n// nothing to do\n}"])
    func anEmptyCatchIsFound(text: String) {
        #expect(Shape.emptyCatches(Self.sample(text)).count == 1)
        #expect(Shape.emptyCatches(Self.sample("do { a() } catch { report(error) }")) == [])
    }

    @Test func unsafeSendabilityWithoutACommentIsFound() {
        let bare = "let a = 1\nfinal class C: @unchecked Sendable {}"
        #expect(Shape.unprovenSendability(Self.sample(bare)).map(\.line) == [2])
        let proven = "// Used on one thread only.\nfinal class C: @unchecked Sendable {}"
        #expect(Shape.unprovenSendability(Self.sample(proven)) == [])
        let two = "// Written once.\nnonisolated(unsafe) var a = 1\nnonisolated(unsafe) var b = 2"
        #expect(Shape.unprovenSendability(Self.sample(two)) == [])
        #expect(Shape.unprovenSendability(Self.sample(two + "\n\n" + bare)).map(\.line) == [6])
    }

    @Test func aNameThatSaysNothingIsFound() {
        let file = Self.sample("struct KeyManager {}\nstruct Managers {}\nenum DateUtils {}")
        #expect(Shape.emptyNames(file).map(\.line) == [1, 3])
    }
}
