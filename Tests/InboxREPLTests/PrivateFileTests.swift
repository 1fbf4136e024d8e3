import Foundation
import SkeinTesting
import Testing

@testable import InboxREPL

struct PrivateFileTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test(arguments: [0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o660, 0o644, 0o777])
    func aSecretThatAnybodyElseMayTouchIsRefused(mode: Int) throws {
        try withFolder { folder in
            let path = folder.appending(path: "token").path
            try Data("s3cret".utf8).write(to: URL(filePath: path))
            chmod(path, mode_t(mode))
            #expect {
                try PrivateFile.readSecret(path)
            } throws: { error in
                let complaint = error as? Complaint
                return complaint?.message == .secretReadable && complaint?.exit == .credentials
                    && complaint?.remedy == .makePrivate
            }
        }
    }

    @Test(arguments: [0o600, 0o400, 0o700])
    func aSecretOfItsOwnerIsReadWithoutBlanks(mode: Int) throws {
        try withFolder { folder in
            let path = folder.appending(path: "token").path
            try Data(" s3cret\r\n".utf8).write(to: URL(filePath: path))
            chmod(path, mode_t(mode))
            #expect(try PrivateFile.readSecret(path) == "s3cret")
        }
    }

    @Test func anEmptyOrMissingSecretIsNoSecret() throws {
        try withFolder { folder in
            let path = folder.appending(path: "token").path
            #expect(throws: Complaint.self) { try PrivateFile.readSecret(path) }
            try PrivateFile.write(" \n", to: path)
            #expect {
                try PrivateFile.readSecret(path)
            } throws: { error in
                let complaint = error as? Complaint
                return complaint?.message == .secretEmpty && complaint?.exit == .credentials
            }
        }
    }

    @Test func aNewSecretDoesNotTakeOverTheRightsOfAnOldFile() throws {
        try withFolder { folder in
            let path = folder.appending(path: "invite").path
            try Data("old".utf8).write(to: URL(filePath: path))
            chmod(path, 0o644)
            let reader = try #require(FileHandle(forReadingAtPath: path))
            try PrivateFile.write("new", to: path)
            #expect(permissions(of: path) == 0o600)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
            // Whoever had the old file open does not see the new secret.
            #expect(try reader.readToEnd() == Data("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["invite"])
        }
    }
}
