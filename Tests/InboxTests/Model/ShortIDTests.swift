import Inbox
import SkeinWire
import Testing

@Suite struct ShortIDTests {
    @Test func fiveBitsMakeACharacterHighestFirst() {
        // 00001 00000 11111 1(0000)
        #expect(ShortID.text(of: EntityID([0x08, 0x3F])) == "10zg")
        #expect(ShortID.text(of: EntityID([UInt8](repeating: 0xFF, count: 16))).count == 26)
    }

    @Test func textsSortAsTheirBytesDo() {
        let ids = (0..<200).map { EntityID([UInt8($0), UInt8(255 - $0), 3]) }
        #expect(ids.map(ShortID.text) == ids.map(ShortID.text).sorted())
    }

    @Test func theShortestPrefixHasFourCharactersAtLeast() {
        #expect(ShortID.shortest(of: "abcdef", before: nil, after: nil) == "abcd")
        #expect(ShortID.shortest(of: "abcdef", before: "abcda0", after: "b00000") == "abcde")
        #expect(ShortID.shortest(of: "abcdef", before: nil, after: "abcdeg") == "abcdef")
    }

    @Test func whatIsTypedMayBeInAnyCaseButHasOnlyTheAlphabetsLetters() {
        #expect(ShortID.prefix("7K2F") == "7k2f")
        for typed in ["", "7i2f", "l000", "7ф", "7 k"] { #expect(ShortID.prefix(typed) == nil) }
    }
}
