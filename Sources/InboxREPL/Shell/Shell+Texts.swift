import Foundation
import Inbox
import SkeinCRDT

extension Shell {
    /// A text may hold this much; far more than any platform takes.
    static let textFileBytesMax = 1 << 20

    /// The text of a reply or note: typed, or from `-F FILE`, or asked for.
    func wholeText(_ typed: String, _ invocation: Invocation) async throws -> String {
        if let file = invocation.value("file") {
            guard typed.isEmpty else {
                throw Complaint(
                    .textAndFile, exit: .usage, remedy: .seeHelp,
                    [
                        .text(invocation.command.name)
                    ])
            }
            return try Self.readText(file)
        }
        if !typed.isEmpty { return typed }
        guard let ask = settings.ask else {
            throw Complaint(
                .textExpected, exit: .usage, remedy: .seeHelp,
                [
                    .text(invocation.command.name)
                ])
        }
        guard let answer = await ask(text(.askText, .text(invocation.command.name)) + " "),
            !answer.allSatisfy(\.isWhitespace)
        else { throw Complaint(.textExpected, exit: .refused) }
        return answer
    }

    /// Says how a queued reply stands and how it can be recalled.
    func tell(queued row: OutboxRow) {
        let length = row.text?.utf16.count ?? 0
        let limit = row.market.replyTextMax
        let size = "\(length)/\(limit)"
        if row.state == .held, let until = row.notBefore, until > look.time.now {
            let span = look.time.span(until - look.time.now)
            say(.replyHeld, .text(row.short), .text(span), .text(size))
        } else {
            say(.replyQueued, .text(row.short), .text(size))
        }
    }

    /// By the system's own calls, whose errors say in which way a file is wrong; no more of it is
    /// read than a text may hold.
    static func readText(_ file: String) throws(Complaint) -> String {
        guard let stream = fopen(file, "re") else { throw unreadable(file) }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: textFileBytesMax + 1)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard ferror(stream) == 0 else { throw unreadable(file) }
        guard count <= textFileBytesMax,
            let text = String(validating: bytes[..<count], as: UTF8.self)
        else { throw Complaint(.fileNotText, [.text(file)], exit: .failed, remedy: .checkFile) }
        // The line break that ends a file is not part of the text.
        return text.trimmingCharacters(in: .newlines)
    }

    private static func unreadable(_ file: String) -> Complaint {
        Complaint(
            .fileUnreadable, [.text(file), .text(String(cString: strerror(errno)))],
            exit: .notFound, remedy: .checkFile)
    }
}
