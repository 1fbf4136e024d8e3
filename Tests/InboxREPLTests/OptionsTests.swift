import InboxREPL
import Testing

struct OptionsTests {
    private let table = CommandTable.standard()

    private func parse(_ line: String) throws -> Options {
        try Options.parse(line.split(separator: " ").map(String.init), table)
    }

    @Test func withoutWordsThereIsADialogue() throws {
        #expect(try parse("").mode == .dialogue)
        #expect(try parse("--store d -X").mode == .dialogue)
    }

    @Test func aCommandIsTakenAsItIs() throws {
        let options = try parse("--store d list status:new --json")
        #expect(options.store == "d")
        #expect(options.mode == .command(["list", "status:new", "--json"]))
    }

    @Test func optionsOfTheProgramMayFollowACommand() throws {
        let options = try parse("list --json --store d --lang=en")
        #expect(options.store == "d")
        #expect(options.language == .en)
        #expect(options.mode == .command(["list", "--json"]))
    }

    @Test func behindTwoDashesNothingIsAnOption() throws {
        let options = try parse("list --store d -- --store e --lang en")
        #expect(options.store == "d")
        #expect(options.language == nil)
        #expect(options.mode == .command(["list", "--", "--store", "e", "--lang", "en"]))
    }

    @Test func afterACommandThatTakesTextAllIsText() throws {
        let options = try parse("reply 7k2f --store d")
        #expect(options.store == nil)
        #expect(options.mode == .command(["reply", "7k2f", "--store", "d"]))
    }

    @Test func scriptsKeepTheirOrder() throws {
        let options = try parse("-c list -f x --keep-going -c quit")
        #expect(options.mode == .scripts([.text("list"), .file("x"), .text("quit")]))
        #expect(options.keepsGoing)
    }

    @Test(arguments: ["--nonsense", "--lang de", "--color pink", "-c", "-c list list", "--store"])
    func wrongOptionsAreUsageErrors(line: String) {
        #expect {
            try parse(line)
        } throws: { ($0 as? Complaint)?.exit == .usage }
    }

    @Test func placesFollowTheXDGRules() {
        let home = Places(store: nil, environment: ["HOME": "/h"])
        #expect(home.store == "/h/.local/share/skein")
        #expect(home.history == "/h/.local/state/skein/history")
        #expect(home.startupScript == "/h/.config/skein/init")
        let named = Places(
            store: "/s",
            environment: ["HOME": "/h", "XDG_STATE_HOME": "/state", "XDG_CONFIG_HOME": "rel"])
        #expect(named.store == "/s")
        #expect(named.history == "/state/skein/history")
        #expect(named.startupScript == "/h/.config/skein/init")
    }

    @Test func colourFollowsFlagThenEnvironmentThenTerminal() {
        func colour(
            _ wish: Options.ColourWish, _ isTerminal: Bool, _ more: [String: String] = [:]
        ) -> Bool {
            let environment = ["TERM": "xterm"].merging(more) { $1 }
            return Terminal.wantsColour(wish, isTerminal: isTerminal, environment: environment)
        }
        #expect(colour(.auto, true))
        #expect(!colour(.auto, false))
        #expect(!colour(.auto, true, ["NO_COLOR": "1"]))
        #expect(colour(.auto, true, ["NO_COLOR": ""]))
        #expect(colour(.always, false, ["NO_COLOR": "1"]))
        #expect(!colour(.never, true, ["CLICOLOR_FORCE": "1"]))
        #expect(colour(.auto, false, ["CLICOLOR_FORCE": "1"]))
        #expect(!colour(.auto, true, ["CLICOLOR": "0"]))
        #expect(!colour(.auto, true, ["TERM": "dumb"]))
    }
}
