import SkeinWire
import Testing

struct ValueTests {
    @Test func `texts are equal if their bytes are, alone and in lists`() {
        let one = Value.text("é")
        let other = Value.text("e\u{301}")
        #expect("é" == "e\u{301}")
        #expect(one != other)
        #expect(one == .text("\u{e9}"))
        #expect(Value.list([one]) != .list([other]))
        #expect(Set([one, other, .text("\u{e9}")]).count == 2)
        #expect(one.encoded() != other.encoded())
    }
}
