import ArgumentParser

/// `HOST:PORT`; port 0 takes any free one.
struct ListenAddress: Hashable, Sendable, ExpressibleByArgument {
    var host: String
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"),
            let port = UInt16(argument[argument.index(after: colon)...]),
            colon > argument.startIndex
        else { return nil }
        // An IPv6 address stands in brackets, which are not part of it.
        host = argument[..<colon].filter { $0 != "[" && $0 != "]" }
        self.port = Int(port)
    }

    /// Shown as the default in the help text.
    var defaultValueDescription: String { "\(host):\(port)" }

    func url(port: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
