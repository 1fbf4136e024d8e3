import Inbox
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@Suite struct InboxIDTests {
    @Test func aChatsIDIsTheHashOfPlatformAccountAndConversation() {
        // SHA-256 of "sk1 chat", 8 zero bytes, 83 62 7762 62 3737 62 6331 (rule 15), by hand.
        let name: [UInt8] = [0x83, 0x62, 0x77, 0x62, 0x62, 0x37, 0x37, 0x62, 0x63, 0x31]
        let label = Array("sk1 chat".utf8) + [UInt8](repeating: 0, count: 8)
        let chat = InboxID.chat(.wildberries, account: "77", conversation: "c1")
        #expect(chat.bytes == Array(SHA256.hash(label + name).prefix(16)))
        #expect(Hex.encode(chat.bytes) == "7df41aed31040a610c0f48e83e9a59ac")
    }

    @Test func theSameConversationOfAnotherAccountOrPlatformIsAnotherChat() {
        let ids = [
            InboxID.chat(.wildberries, account: "77", conversation: "c1"),
            InboxID.chat(.wildberries, account: "78", conversation: "c1"),
            InboxID.chat(.telegram, account: "77", conversation: "c1"),
            // Parts are kept apart: no text can run over into the next one.
            InboxID.chat(.wildberries, account: "77c", conversation: "1"),
            InboxID.source(.wildberries, account: "77"),
        ]
        #expect(Set(ids).count == ids.count)
    }

    @Test func aPersonsIDSpellsTheNumber() {
        #expect(InboxID.person(258).bytes == [0x70, 0, 0, 1, 2])
        #expect(InboxID.personNumber(of: InboxID.person(.max)) == .max)
        #expect(
            InboxID.personNumber(of: InboxID.chat(.ozon, account: "1", conversation: "2")) == nil)
    }

    @Test func randomIDsComeFromTheGivenGenerator() {
        var first = SplitMix64(seed: 3)
        var second = SplitMix64(seed: 3)
        let id = InboxID.random(using: &first)
        #expect(id == InboxID.random(using: &second))
        #expect(id != InboxID.random(using: &first))
        #expect(id.bytes.count == 16)
    }
}
