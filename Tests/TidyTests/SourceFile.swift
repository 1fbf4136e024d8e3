import Foundation
import SkeinTesting

/// A text file of the package, with what the rules look at.
struct SourceFile {
    /// Relative to the package, parts divided by `/`.
    let path: String
    let text: [UInt8]
    /// The text with comments and the contents of strings blanked; line breaks stay.
    let code: [UInt8]
    /// The text with everything but the contents of strings blanked; line breaks stay.
    let strings: [UInt8]

    init(path: String, text: String) {
        self.path = path
        self.text = Array(text.utf8)
        (code, strings) = SourceMask.split(self.text)
    }

    /// The folder below `Sources`, `Simulator` or `Tests`: the name of the target.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// `Sources`, `Simulator` or `Tests`.
    var root: String { String(path.prefix { $0 != "/" }) }

    /// The lines, without their ends; a last empty one does not count.
    static func lines(of bytes: [UInt8]) -> [Substring] {
        var lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Counted from 1.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
    }
}

extension SourceFile {
    /// All Swift files of the three roots, by path.
    static let swift: [SourceFile] = ["Sources", "Simulator", "Tests"].flatMap { root in
        files(under: root) { $0.hasSuffix(".swift") }
    }

    /// Every text of the project: sources, scripts, documents, fixtures.
    static let all: [SourceFile] =
        swift
        + ["Sources", "Simulator", "Tests"].flatMap { root in
            files(under: root) { !$0.hasSuffix(".swift") }
        }
        + ["docs", ".ci", "Fixtures"].flatMap { files(under: $0) { _ in true } }
        + ["README.md", "Makefile", "LICENSE", "Package.swift", ".gitignore"].compactMap(file)

    static func file(_ path: String) -> SourceFile? {
        let url = Fixtures.packageRoot.appending(path: path)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return SourceFile(path: path, text: text)
    }

    /// Files that are no text (recorded bytes) are left out.
    private static func files(under root: String, where wanted: (String) -> Bool) -> [SourceFile] {
        let folder = Fixtures.packageRoot.appending(path: root)
        guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return names.compactMap { $0 as? String }
            .filter { wanted($0) && !$0.contains("__pycache__") }
            .sorted()
            .compactMap { file("\(root)/\($0)") }
    }
}
