import InboxREPL
import Testing

struct LineAssemblyTests {
    @Test func aBackslashJoinsLines() {
        var assembly = LineAssembly()
        #expect(assembly.add("list \\") == nil)
        #expect(assembly.isPending)
        #expect(assembly.add("status:new") == "list status:new")
        #expect(!assembly.isPending)
        #expect(assembly.add("next") == "next")
    }

    @Test func marksOfOtherSystemsAreTolerated() {
        var assembly = LineAssembly()
        #expect(assembly.add("\u{FEFF}list\r") == "list")
        #expect(assembly.add("\u{FEFF}list") == "\u{FEFF}list", "only at the very start")
    }

    @Test func theLastLineNeedsNoEnd() {
        var assembly = LineAssembly()
        #expect(assembly.add("list \\") == nil)
        #expect(assembly.rest() == "list ")
        #expect(assembly.rest() == nil)
    }
}
