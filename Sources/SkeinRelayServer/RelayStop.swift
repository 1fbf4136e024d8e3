package import SkeinRelay

/// Why the program ends other than by a signal: a sentence with what to do, and an exit code.
package enum RelayStop: Error, Hashable, Sendable {
    case plain(String)
    case clock(String)
    case listen(String, String)
    case store(RelayStoreError)

    /// 2: the call was wrong; 1: the machine or the folder is.
    package var exitCode: Int32 {
        if case .plain = self { return 2 }
        return 1
    }

    package var sentence: String {
        switch self {
        case .plain(let host):
            "\(host) is not this machine alone, and plain http lets everyone on the way see who "
                + "talks to the relay. Listen on 127.0.0.1 behind a TLS proxy, or add --allow-plain"
        case .clock(let fault):
            "\(fault), and entries would keep that time for ever. Set the clock; if it is right, "
                + "start once with --accept-time"
        case .listen(let address, let reason): "cannot listen on \(address): \(reason)"
        case .store(let error): error.sentence
        }
    }
}
