import InboxSources
import Testing

@Suite("Whether two texts are one")
struct TextMatchTests {
    @Test("composed letters, line ends and outer blanks do not matter; all else does")
    func normalisation() {
        #expect(TextMatch.isSame("  й\r\nё\r ", "и\u{306}\nе\u{308}"))
        #expect(TextMatch.isSame("a\rb\r\nc", "a\nb\nc"))
        #expect(!TextMatch.isSame("Да", "да"))
        #expect(!TextMatch.isSame("Да.", "Да"))
        #expect(!TextMatch.isSame("a  b", "a b"))
    }
}
