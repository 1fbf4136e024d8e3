import Foundation
import SkeinTesting
import Testing

/// The ratios that `make bench` prints: a ratio the wrong way round would be a lie.
@Suite struct BenchScriptTests {
    @Test func ratiosAreOursToThePeersAndSayWhichWayIsBetter() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let ours = folder.appending(path: "ours.json")
        let peer = folder.appending(path: "peer.json")
        try Data(
            """
            {"peer":"skein","version":"0.1","merge_ops_s":50,"wire_bytes":300,"export_s":0,
             "state":["ab",1],"converged":true,"open_chats":5,"tags":8}
            """.replacing("\n", with: "").utf8
        ).write(to: ours)
        try Data(
            """
            a word before
            {"peer":"plain","version":"3","wire_bytes":200,"merge_ops_s":200,"export_s":1,"converged":true}
            """.utf8
        ).write(to: peer)
        let run = try ScriptRun("bench-ratios", [ours.path, peer.path])
        #expect(run.status == 0, "\(run.complaints)")
        let words = run.output.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(
            words.map { $0.prefix(3).joined(separator: " ") } == [
                "skein 0.1 /", "merge_ops_s 0.25 more", "wire_bytes 1.50 less",
            ])
    }
}
