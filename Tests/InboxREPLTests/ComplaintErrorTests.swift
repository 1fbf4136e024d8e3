import SkeinStore
import Testing

@testable import InboxREPL

struct ComplaintErrorTests {
    @Test func failuresOfTheDiskHaveWordsAndARemedy() {
        let failures: [StoreError] = [
            .diskFull, .unreachable(path: "/x", detail: "no"), .damaged(path: "/x", detail: "no"),
            .locked(holderPID: 7),
        ]
        for failure in failures {
            let complaint = Complaint.of(failure)
            #expect(complaint.message != .unexpectedError)
            #expect(complaint.exit == .failed)
            #expect(complaint.remedy != nil)
        }
    }
}
