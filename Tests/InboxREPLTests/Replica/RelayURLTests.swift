import Skein
import Testing

struct RelayURLTests {
    @Test func `plain http goes no further than this machine unless it is allowed`() throws {
        for text in ["http://127.0.0.1:8080", "http://localhost", "https://relay.example:8443"] {
            #expect(try RelayURL.normalise(text, allowPlain: false) == text)
        }
        for text in [
            "http://relay.example", "HTTP://relay.example", "http://127.0.0.1.example",
            "http://localhost.example:80",
        ] {
            #expect(throws: ReplicaError.plainAddress(url: text)) {
                try RelayURL.normalise(text, allowPlain: false)
            }
            #expect(try RelayURL.normalise(text, allowPlain: true) == text)
        }
    }

    @Test func `slashes at the end are cut off`() throws {
        #expect(
            try RelayURL.normalise("https://relay.example//", allowPlain: false)
                == "https://relay.example")
    }

    @Test func `what is no address of the web is no relay`() {
        for text in ["", "relay.example", "ftp://relay.example", "https://", "file:///etc"] {
            #expect(throws: ReplicaError.notARelay(url: text)) {
                try RelayURL.normalise(text, allowPlain: true)
            }
        }
    }
}
