/// How long things may be, and constructs that need more than a search.
enum Shape {
    static let fileLinesMax = 400
    static let functionLinesMax = 70
    static let columnsMax = 100

    static func longFiles(_ file: SourceFile) -> [Finding] {
        let count = SourceFile.lines(of: file.text).count
        guard count > fileLinesMax else { return [] }
        return [
            Finding(path: file.path, line: count, message: "\(count) lines: split by aspect")
        ]
    }

    /// A row of a table in a comment cannot be wrapped; it may be half as long again.
    static func longLines(_ file: SourceFile) -> [Finding] {
        SourceFile.lines(of: file.text).enumerated().filter { _, line in
            let isTableRow = line.drop(while: \.isWhitespace).hasPrefix("/// |")
            // A test says in strings what it expects, and those cannot be broken.
            let isTest = file.path.hasPrefix("Tests/")
            return line.count > (isTableRow ? columnsMax * 3 / 2 : isTest ? 120 : columnsMax)
        }.map {
            Finding(path: file.path, line: $0.offset + 1, message: "\($0.element.count) columns")
        }
    }

    static func longFunctions(_ file: SourceFile) -> [Finding] {
        FunctionScan.bodies(in: file.code).filter { $0.lines > functionLinesMax }.map {
            Finding(
                path: file.path, line: $0.line,
                message: "a function of \($0.lines) lines: take straight parts out of it")
        }
    }

    /// An error that is caught is acted upon.
    static func emptyCatches(_ file: SourceFile) -> [Finding] {
        Words.offsets(of: "catch", in: file.code).filter { offset in
            let rest = file.code[(offset + 5)...].prefix { $0 != UInt8(ascii: "}") }
            guard rest.first.map(Words.isIdentifier) != true else { return false }
            let text = String(decoding: rest, as: UTF8.self)
            guard let brace = text.firstIndex(of: "{") else { return false }
            return text[text.index(after: brace)...].allSatisfy(\.isWhitespace)
        }.map {
            Finding(
                path: file.path, line: SourceFile.line(of: $0, in: file.code),
                message: "empty `catch`: act on the error or let it through")
        }
    }

    /// What the compiler is told to believe stands below the proof, or below others of its kind.
    static func unprovenSendability(_ file: SourceFile) -> [Finding] {
        let needles = ["@unchecked Sendable", "nonisolated(unsafe)"]
        let lines = SourceFile.lines(of: file.text)
        func isProven(_ line: Int) -> Bool {
            if lines[line].contains("//") { return true }
            guard line > 0 else { return false }
            let above = lines[line - 1]
            return above.contains("//")
                || (needles.contains { above.contains($0) } && isProven(line - 1))
        }
        return needles.flatMap { Words.offsets(of: $0, in: file.code) }
            .map { SourceFile.line(of: $0, in: file.code) }
            .filter { !isProven($0 - 1) }
            .map {
                Finding(path: file.path, line: $0, message: "a comment with the proof is missing")
            }
    }

    /// Names that say nothing.
    static func emptyNames(_ file: SourceFile) -> [Finding] {
        let lines = SourceFile.lines(of: file.code)
        return lines.enumerated().flatMap { number, line in
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            return zip(words, words.dropFirst()).filter { keyword, name in
                ["struct", "class", "enum", "actor", "protocol", "typealias"].contains(keyword)
                    && ["Manager", "Helper", "Utils", "Impl"].contains { name.hasSuffix($0) }
            }.map {
                Finding(
                    path: file.path, line: number + 1,
                    message: "\($0.1): name what it does, not that it does something")
            }
        }
    }
}
