import Foundation
import SkeinTesting
import Testing

@Suite struct DocumentsTests {
    private static var documents: [SourceFile] {
        SourceFile.all.filter { $0.path.hasSuffix(".md") }
    }

    @Test(arguments: ["README.md", "docs/README.ru.md"])
    func bothReadmesNameTheTwoCommands(path: String) throws {
        let file = try #require(SourceFile.file(path))
        let text = String(decoding: file.text, as: UTF8.self)
        for command in ["make demo", "make test"] {
            #expect(text.contains(command), "\(path) does not name `\(command)`")
        }
    }

    @Test func theMakefileHasEveryCommandThatADocumentNames() throws {
        let makefile = try #require(SourceFile.file("Makefile"))
        let targets = Set(
            SourceFile.lines(of: makefile.text).compactMap { line in
                line.hasPrefix("\t") ? nil : line.firstIndex(of: ":").map { String(line[..<$0]) }
            })
        for document in Self.documents {
            for command in Self.makeCommands(in: document) {
                #expect(targets.contains(command), "\(document.path): make \(command)")
            }
        }
    }

    @Test func linksBetweenDocumentsLeadSomewhere() {
        #expect(Self.documents.flatMap(Self.deadLinks) == [])
    }

    @Test func aDeadLinkAndAnUnknownCommandAreSeen() {
        let text = "[a](ARCHITECTURE.md) [b](https://example.org/x)\n[c](nowhere.md) `make nothing`"
        let file = SourceFile(path: "docs/Sample.md", text: text)
        #expect(Self.deadLinks(in: file).map(\.line) == [2])
        #expect(Self.makeCommands(in: file) == ["nothing"])
    }

    /// The words after "`make " in a document.
    private static func makeCommands(in file: SourceFile) -> [String] {
        Words.offsets(of: "`make ", in: file.text).map { offset in
            let word = file.text[(offset + 6)...]
                .prefix { Words.isIdentifier($0) || $0 == UInt8(ascii: "-") }
            return String(decoding: word, as: UTF8.self)
        }
    }

    /// Relative links whose file is not there.
    private static func deadLinks(in file: SourceFile) -> [Finding] {
        let folder = Fixtures.packageRoot.appending(path: file.path).deletingLastPathComponent()
        return Words.offsets(of: "](", in: file.text).compactMap { offset in
            let bytes = file.text[(offset + 2)...].prefix { $0 != UInt8(ascii: ")") }
            let target = String(decoding: bytes, as: UTF8.self).prefix { $0 != "#" }
            guard !target.isEmpty, !target.contains("://") else { return nil }
            let path = folder.appending(path: String(target)).path
            guard !FileManager.default.fileExists(atPath: path) else { return nil }
            return Finding(
                path: file.path, line: SourceFile.line(of: offset, in: file.text),
                message: "dead link: \(target)")
        }
    }
}
