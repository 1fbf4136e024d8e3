import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

/// A note and what is expected of it: `parses…`, `valid`, or `refused`.
struct NoteCase: Decodable {
    let name: String
    let verifyKey: String?
    let note: String
    let expect: String

    enum CodingKeys: String, CodingKey {
        case name, note, expect
        case verifyKey = "verify_key"
    }

    enum Outcome: String {
        case parses, valid, refused
    }

    /// The strongest thing that can be said of the note with the key at hand.
    var outcome: Outcome {
        get throws {
            let note: SignedNote
            do {
                note = try SignedNote.parse(Array(self.note.utf8))
            } catch {
                return .refused
            }
            #expect(note.encoded() == Array(self.note.utf8), "\(name) is one text only")
            guard let verifyKey else { return .parses }
            return note.verified(by: try NoteVerifier.parse(verifyKey)) ? .valid : .refused
        }
    }

    var expected: Outcome? {
        expect.hasPrefix("parses") ? .parses : Outcome(rawValue: expect)
    }
}

@Suite("signed-note")
struct SignedNoteVectorTests {
    private let folder = VectorFolder(Fixtures.vectors("signed-note"))

    @Test func `every list of notes is judged as it says`() throws {
        guard let folder else { return }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        var count = VectorCount()
        for file in files.filter({ $0.hasSuffix(".json") }).sorted() {
            for entry in try folder.json(file, as: [NoteCase].self) {
                let outcome = try entry.outcome
                #expect(outcome == entry.expected, "\(entry.name)")
                count.note(accepted: outcome != .refused)
            }
        }
        #expect(count == VectorCount(accepted: 4, refused: 0))
        count.report("signed-note")
    }

    @Test func `what the examples say in words is what is read from them`() throws {
        guard let folder else { return }
        let cases = try folder.json("notes.json", as: [NoteCase].self)
        func note(_ name: String) throws -> SignedNote {
            try SignedNote.parse(Array(#require(cases.first { $0.name == name }).note.utf8))
        }
        let poem = try note("poem-note")
        #expect(String(decoding: poem.text, as: UTF8.self).hasSuffix("ed è subito sera.\n"))
        #expect(poem.signatures.count == 1)

        let checkpoint = try Checkpoint.parse(note("checkpoint").text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)

        let cosigned = try note("checkpoint-with-cosignature")
        #expect(cosigned.signatures.count == 2)
        #expect(cosigned.signatures.last?.signature.count == 8 + 64)
        #expect(cosigned.signatures.last?.cosignedSeconds == 1_679_315_147)
    }

    /// The shared list holds nothing that must be refused; these do, in the same form.
    @Test func `no change of a valid note is valid`() throws {
        guard let folder else { return }
        let valid = try #require(
            try folder.json("notes.json", as: [NoteCase].self).first { $0.expect == "valid" })
        func changed(_ old: String, _ new: String) -> NoteCase {
            NoteCase(
                name: "\(old) -> \(new)", verifyKey: valid.verifyKey,
                note: valid.note.replacingOccurrences(of: old, with: new), expect: "refused")
        }
        let cases = [
            changed("example message", "exemple message"), changed("foo Uw2Q", "bar Uw2Q"),
            changed("foo Uw2Q", "foo Vw2Q"), changed("kn8s", "kn9s"), changed("yaQM=", "yaQN="),
            changed("yaQM=", "yaQM"), changed("\n\n", "\n"), changed("— ", "- "),
            changed("This", "\tThis"), changed("yaQM=\n", "yaQM="), changed("\n\n", "\n\n\n"),
            changed("yaQM=\n", "yaQM= \n"), changed("— ", "— \u{301} "),
        ]
        for entry in cases {
            #expect(entry.note != valid.note, "\(entry.name) changes something")
            #expect(try entry.outcome == entry.expected, "\(entry.name)")
        }
        print("signed-note, changed: 0 accepted, \(cases.count) refused")
    }
}
