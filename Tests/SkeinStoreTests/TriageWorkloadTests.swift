import SkeinCRDT
import SkeinWire
import Testing
import TriageWorkload

@Suite struct TriageWorkloadTests {
    private static let standard = TriageGenerator.operations()

    @Test func theStandardWorkloadIsThePublishedOneToTheByte() {
        let text = TriageText.encode(Self.standard)
        let hash = SHA256.hash(text).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        #expect(text.count == TriageText.standardBytes)
        #expect(hash.joined() == TriageText.standardHash)
    }

    @Test func itHoldsThePublishedNumberOfOperationsOfEachKind() {
        let counts = TriageOperation.Kind.allCases.map { kind in
            Self.standard.count { $0.kind == kind }
        }
        #expect(counts == [60_123, 19_962, 14_049, 5866])
    }

    @Test func itHoldsThePublishedConflicts() {
        #expect(TriageTally(Self.standard) == .standard)
    }

    @Test func aShorterListIsTheBeginningOfTheLongerOne() {
        #expect(TriageGenerator.operations(count: 1000) == Array(Self.standard.prefix(1000)))
        #expect(
            TriageGenerator.operations(count: 1000, seed: 7) != Array(Self.standard.prefix(1000)))
    }

    @Test func stampsAdvanceBy375MillisecondsWithAJitterBelow3000() {
        var stamps = TriageStamps(base: WallTime(milliseconds: 1_000_000))
        var random = SplitMix64(seed: 43)
        for index in 0..<10_000 as Range<UInt64> {
            let expected = 1_000_000 + 375 * index + random.next() % 3000
            #expect(stamps.next() == HybridTime(milliseconds: expected, counter: 0))
        }
    }
}
