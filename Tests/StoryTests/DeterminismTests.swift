import Foundation
import SkeinTesting
import Testing

/// A seed does the same in every process: nothing leaks from hashing, addresses or earlier runs.
@Suite(.serialized) struct DeterminismTests {
    private func digests(
        _ arguments: [String]
    ) async throws -> (code: Int32, output: String, complaints: String) {
        try await onThread {
            Result {
                let program = try RunningProgram(
                    "skein-sim", ["determinism"] + arguments,
                    environment: ProcessInfo.processInfo.environment)
                let code = program.wait()
                return (code, program.standardOutput, program.standardError)
            }
        }.get()
    }

    @Test(arguments: ["calm", "lite"])
    func `seeds of the inbox are equal in two processes`(profile: String) async throws {
        let (code, output, complaints) = try await digests(["--seeds", "2", "--profile", profile])
        #expect(code == 0, "\(complaints)")
        #expect(output == "2 of 2 seeds equal in two processes, 2 digests in all\n")
    }

    @Test func `seeds of the to-do list are equal in two processes`() async throws {
        let (code, output, complaints) = try await digests(
            ["--seeds", "10", "--profile", "swarm", "--application", "todo"])
        #expect(code == 0, "\(complaints)")
        #expect(output == "10 of 10 seeds equal in two processes, 10 digests in all\n")
    }
}
