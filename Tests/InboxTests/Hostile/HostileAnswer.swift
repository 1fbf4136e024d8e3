import SkeinTransport
import Testing

/// An answer that no platform in its right mind gives; none of them means anything to any adapter.
struct HostileAnswer: Sendable, CustomTestStringConvertible {
    var name: String
    var outcome: @Sendable () -> HTTPOutcome
    /// With the one word that Yandex Market says to a message it took: without it, its lists would
    /// not be looked at.
    var hasWordOfYandex = false

    var testDescription: String { name }

    private init(_ name: String, _ outcome: @escaping @Sendable () -> HTTPOutcome) {
        self.name = name
        self.outcome = outcome
    }

    private init(_ name: String, _ status: Int, _ text: String, _ headers: [HTTPHeader] = []) {
        self.init(name) {
            .success(HTTPAnswer(status: status, headers: headers, body: Array(text.utf8)))
        }
    }

    private init(_ name: String, bytes: @escaping @Sendable () -> [UInt8]) {
        self.init(name) { .success(HTTPAnswer(status: 200, body: bytes())) }
    }

    private init(_ name: String, _ cause: HTTPFailure.Cause, mayHaveBeenSent: Bool) {
        self.init(name) {
            .failure(
                HTTPFailure(cause: cause, mayHaveBeenSent: mayHaveBeenSent, detail: name))
        }
    }

    static let all: [HostileAnswer] = broken + huge + wrongTypes + wrongStatus + failures

    private static let page = "<!DOCTYPE html><html><body>Sign in to the network</body></html>"

    private static let broken = [
        HostileAnswer("nothing", 200, ""), HostileAnswer("a page", 200, page),
        HostileAnswer("cut off", 200, #"{"ok":true,"status":"OK","result":{"events":[{"chatID":"#),
        HostileAnswer("more behind it", 200, #"{"ok":true,"result":[]}{}"#),
        HostileAnswer("null", 200, "null"), HostileAnswer("true", 200, "true"),
        HostileAnswer("a number", 200, "42"), HostileAnswer("a text", 200, #""success""#),
        HostileAnswer("an empty list", 200, "[]"), HostileAnswer("an empty object", 200, "{}"),
        HostileAnswer("no UTF-8", bytes: { Array(#"{"a":""#.utf8) + [0xFF, 0xFE, 0x22, 0x7D] }),
        HostileAnswer(
            "UTF-16", bytes: { Array("{\"ok\":true}".utf16).flatMap { [UInt8($0 & 255), 0] } }),
        HostileAnswer("a byte order mark", 200, "\u{FEFF}{}"),
        HostileAnswer("zeros", bytes: { [UInt8](repeating: 0, count: 4096) }),
        HostileAnswer("a script", 200, "callback({})"),
        HostileAnswer("single quotes", 200, "{'result': 'success'}"),
    ]

    private static let huge = [
        HostileAnswer(
            "100,000 brackets",
            bytes: { [UInt8](repeating: UInt8(ascii: "["), count: 100_000) }),
        HostileAnswer(
            "50,000 objects within each other",
            bytes: { Array(String(repeating: #"{"a":"#, count: 50_000).utf8) }),
        HostileAnswer(
            "a million numbers",
            bytes: { Array(("[" + String(repeating: "0,", count: 1_000_000) + "0]").utf8) }),
        HostileAnswer(
            "300,000 members",
            bytes: {
                Array(("{" + String(repeating: #""a":0,"#, count: 300_000) + #""b":0}"#).utf8)
            }),
        HostileAnswer(
            "a text of 4 MB",
            bytes: { Array((#"{"a":""# + String(repeating: "x", count: 4 << 20) + #""}"#).utf8) }),
        HostileAnswer("a number of 100,000 digits", 200, String(repeating: "9", count: 100_000)),
    ]

    private static func lists(_ list: String) -> String {
        #"{"ok":true,"status":"OK","has_next":false,"chats":\#(list),"messages":\#(list),"#
            + #""result":{"chats":\#(list),"messages":\#(list),"events":\#(list)}}"#
    }

    private static let long = String(repeating: "9", count: 300)

    private static let wrongTypes =
        mistyped.map { hostile in
            var hostile = hostile
            hostile.hasWordOfYandex = true
            return hostile
        } + [
            HostileAnswer(
                "it says no with 200", 200,
                #"{"ok":false,"status":"ERROR","code":7,"message":"no","error_code":400}"#)
        ]

    private static let mistyped = [
        HostileAnswer("lists that are numbers", 200, lists("5")),
        HostileAnswer("lists that are texts", 200, lists(#""[]""#)),
        HostileAnswer("lists that are objects", 200, lists(#"{"0":{}}"#)),
        HostileAnswer("lists of null", 200, lists("[null,null]")),
        HostileAnswer("lists of lists", 200, lists("[[],[[]]]")),
        HostileAnswer(
            "ids that are objects", 200,
            lists(#"[{"chat_id":{},"chatId":{},"chatID":{},"message_id":{},"messageId":[]}]"#)),
        HostileAnswer(
            "ids of 300 digits", 200,
            lists(#"[{"chat_id":"\#(long)","chatId":\#(long),"chatID":"\#(long)","eventID":"1"}]"#)),
        HostileAnswer(
            "numbers beyond all bounds", 200,
            lists(#"[{"chatId":1e999,"chat_id":-1e999,"last_message_id":1e400}]"#)),
        HostileAnswer(
            "times that are none", 200,
            lists(
                #"[{"chatId":5,"updatedAt":"2026-13-45T99:99:99Z","chatID":"a","eventID":"b","#
                    + #""addTimestamp":-5}]"#)),
    ]

    private static let other = "https://elsewhere.test/"

    private static let wrongStatus = [
        HostileAnswer("204", 204, ""),
        HostileAnswer("301 to another host", 301, page, [HTTPHeader("Location", other)]),
        HostileAnswer("302 to another host", 302, "{}", [HTTPHeader("Location", other)]),
        HostileAnswer("307 to another host", 307, "", [HTTPHeader("Location", other)]),
        HostileAnswer("400 by a gateway", 400, page), HostileAnswer("401 by a gateway", 401, page),
        HostileAnswer("403 by a gateway", 403, page), HostileAnswer("404 by a gateway", 404, page),
        HostileAnswer("407", 407, page), HostileAnswer("418", 418, "{}"),
        HostileAnswer(
            "429 for ever", 429, "", [HTTPHeader("Retry-After", "999999999999999999999")]),
        HostileAnswer("429 for a week", 429, "", [HTTPHeader("Retry-After", "604800")]),
        HostileAnswer(
            "420 until the end of time", 420, "{}",
            [
                HTTPHeader("Date", "Wed, 01 Jul 2026 10:00:00 GMT"),
                HTTPHeader("X-RateLimit-Resource-Until", "Fri, 31 Dec 9999 23:59:59 GMT"),
            ]),
        HostileAnswer("500", 500, page), HostileAnswer("502", 502, page),
        HostileAnswer("503 in some form", 503, #"{"code":13,"message":"Circle is open"}"#),
        HostileAnswer("599", 599, ""), HostileAnswer("status 0", 0, ""),
    ]

    private static let failures = [
        HostileAnswer("TLS fails", .tlsFailed, mayHaveBeenSent: false),
        HostileAnswer("the name is not found", .nameNotFound, mayHaveBeenSent: false),
        HostileAnswer("no answer in time", .answerTimeout, mayHaveBeenSent: true),
        HostileAnswer("100 MB", .answerTooLarge, mayHaveBeenSent: true),
        HostileAnswer("reset in the middle", .connectionLost, mayHaveBeenSent: true),
    ]
}
