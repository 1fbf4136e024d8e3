import SkeinStore
import Testing

@testable import InboxREPL

struct LiveSessionSyncTests {
    @Test func aReplyInItsHoldIsWaitedForAndOnePutAsideIsNot() {
        #expect(ActState.queued(notBefore: .max).isUnderWay)
        #expect(!ActState.held(reason: "by hand").isUnderWay)
        #expect(!ActState.unknown(reason: "no answer").isUnderWay)
    }
}
