/// A log's size and root at one moment: the text of a note (C2SP tlog-checkpoint) of exactly three
/// lines, origin, size and base64 root.
package struct Checkpoint: Hashable, Sendable {
    package let origin: String
    package let size: UInt64
    /// 32 bytes.
    package let root: [UInt8]

    /// - Precondition: an origin in one line and not empty; a root of 32 bytes.
    package init(origin: String, size: UInt64, root: [UInt8]) {
        precondition(Self.isOrigin(origin), "an origin is one line and not empty")
        precondition(root.count == SHA256.length, "a root has 32 bytes")
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What a note says that this key signed.
    package init(note: SignedNote, verifier: NoteVerifier) throws(WireError) {
        switch note.verification(by: verifier) {
        case .notSigned: throw .noteNotSigned(by: verifier.name)
        case .wrong: throw .noteSignatureWrong(by: verifier.name)
        case .signed: self = try .parse(note.text)
        }
    }

    /// Reads a note's text; throws `checkpointText` for anything that `text` does not give.
    package static func parse(_ text: [UInt8]) throws(WireError) -> Checkpoint {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .checkpointText("not UTF-8")
        }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 4, lines[3].isEmpty, isOrigin(lines[0]) else {
            throw .checkpointText(string)
        }
        let root = try Base64.decode(lines[2])
        guard let size = UInt64(lines[1]), root.count == SHA256.length else {
            throw .checkpointText(string)
        }
        let checkpoint = Checkpoint(origin: lines[0], size: size, root: root)
        // Leading zeros or a plus sign would be a second form of the same size.
        guard checkpoint.text() == text else { throw .checkpointText(string) }
        return checkpoint
    }

    package func text() -> [UInt8] { Array("\(origin)\n\(size)\n\(Base64.encode(root))\n".utf8) }

    /// The origin of a workspace's log at a relay.
    package static func origin(relay: String, workspace: [UInt8]) -> String {
        "\(relay)/w/\(Hex.encode(workspace))"
    }

    private static func isOrigin(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 }
    }
}
