import SkeinCRDT
package import SkeinTransport
package import SkeinWire

/// One HTTP call read as a request to the relay.
package struct RelayRoute: Hashable {
    package let request: RelayRequest
    /// Where the call wants to wait for entries that are not there yet.
    package let wait: Wait?

    package struct Wait: Hashable {
        package let workspace: WorkspaceID
        /// Something new is there once the log is longer than this.
        package let size: UInt64
        package let span: Duration

        package init(workspace: WorkspaceID, size: UInt64, span: Duration) {
            self.workspace = workspace
            self.size = size
            self.span = span
        }
    }

    package struct Failure: Error {
        package let refusal: RelayRefusal
        /// The methods that the path knows, for the `Allow` header.
        package var allow: String?
    }

    private init(_ request: RelayRequest, wait: Wait? = nil) {
        self.request = request
        self.wait = wait
    }

    package static func parse(_ call: HTTPCall, limits: RelayLimits) throws(Failure) -> RelayRoute {
        let target = call.url.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = target[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let query = target.count > 1 ? String(target[1]) : nil
        let parts = path.map(String.init)
        guard parts.first == "v1" else { throw unknown }
        switch parts.count {
        case 2 where parts[1] == "relay":
            try expect(call, ["GET"])
            try refuse(query)
            return RelayRoute(.describe)
        case 4 where parts[1] == "w" && parts[3] == "entries":
            try expect(call, ["GET", "POST"])
            return try entries(try workspace(parts[2]), call, query, limits)
        case 4 where parts[1] == "w" && parts[3] == "joins":
            try expect(call, ["GET"])
            try refuse(query)
            return RelayRoute(.joins(try workspace(parts[2])))
        case 5 where parts[1] == "w" && parts[3] == "joins":
            try expect(call, ["POST"])
            try refuse(query)
            return RelayRoute(
                .postJoin(
                    try workspace(parts[2]), invite: try hash(parts[4], "an invite id"),
                    request: call.body))
        default: throw unknown
        }
    }

    private static func entries(
        _ workspace: WorkspaceID, _ call: HTTPCall, _ query: String?, _ limits: RelayLimits
    ) throws(Failure) -> RelayRoute {
        if call.method == "POST" {
            try refuse(query)
            return RelayRoute(.append(workspace, body: call.body))
        }
        let numbers = try numbers(query)
        let from = numbers["from"] ?? 0
        let wait = min(
            Duration.milliseconds(Int64(clamping: numbers["wait"] ?? 0)), limits.waitMax)
        return RelayRoute(
            .entries(
                workspace, from: from,
                entriesMax: Int(clamping: numbers["max"] ?? UInt64(limits.pageEntriesMax))),
            wait: wait > .zero ? Wait(workspace: workspace, size: from, span: wait) : nil)
    }

    private static func numbers(_ query: String?) throws(Failure) -> [String: UInt64] {
        var numberByName: [String: UInt64] = [:]
        for item in (query ?? "").split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, ["from", "max", "wait"].contains(String(pair[0])),
                pair[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt64(pair[1]), numberByName[String(pair[0])] == nil
            else { throw malformed("the query has from, max and wait, each a whole number") }
            numberByName[String(pair[0])] = number
        }
        return numberByName
    }

    private static func workspace(_ text: String) throws(Failure) -> WorkspaceID {
        WorkspaceID(try hash(text, "a workspace id"))
    }

    private static func hash(_ text: String, _ what: String) throws(Failure) -> [UInt8] {
        guard let bytes = try? Hex.decode(text), bytes.count == SHA256.length else {
            throw malformed("\(what) is 64 lower-case hexadecimal digits")
        }
        return bytes
    }

    private static func expect(_ call: HTTPCall, _ methods: [String]) throws(Failure) {
        guard methods.contains(call.method) else {
            throw Failure(
                refusal: RelayRefusal(
                    .wrongMethod, "use \(methods.joined(separator: " or ")) here"),
                allow: methods.joined(separator: ", "))
        }
    }

    private static func refuse(_ query: String?) throws(Failure) {
        guard query == nil else { throw malformed("there is no query here") }
    }

    private static var unknown: Failure {
        Failure(refusal: RelayRefusal(.unknownRoute, "there is nothing at this path"))
    }

    private static func malformed(_ detail: String) -> Failure {
        Failure(refusal: RelayRefusal(.malformed, detail))
    }
}
