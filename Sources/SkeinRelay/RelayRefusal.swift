import SkeinWire

/// Why a relay did not do what it was asked.
package struct RelayRefusal: Hashable, Sendable {
    /// The word that clients decide by; its status says whom it concerns.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// Bytes that are no request; the same again never helps.
        case malformed
        case unknownRoute = "unknown-route"
        case unknownWorkspace = "unknown-workspace"
        case wrongMethod = "wrong-method"
        case tooLarge = "too-large"
        /// The log's size is not the one that was expected.
        case size
        /// The log has gone on: a newer sequence, member head, epoch or seen size. Pull, seal anew.
        case stale
        /// The signed seen root is not this log's: the device knows another log.
        case seenRoot = "seen-root"
        /// The rules of the log make the entry void.
        case void
        /// A genesis entry that pins another relay's keys.
        case otherRelay = "other-relay"
        /// Records that are not those the header was signed over.
        case records
        /// Entries of a later version are in the log or offered: this relay must be updated.
        case updateNeeded = "update-needed"
        case joinsFull = "joins-full"
        case workspacesFull = "workspaces-full"
        case quota
        case diskFull = "disk-full"
        /// The relay does not believe its clock.
        case clock
        /// The store failed; the relay stops.
        case storage

        package var status: Int {
            switch self {
            case .malformed, .records: 400
            case .void, .otherRelay: 403
            case .unknownRoute, .unknownWorkspace: 404
            case .wrongMethod: 405
            case .size, .stale, .seenRoot: 409
            case .tooLarge: 413
            case .joinsFull: 429
            case .updateNeeded: 501
            case .clock, .storage: 503
            case .workspacesFull, .quota, .diskFull: 507
            }
        }
    }

    package var code: Code
    /// One English sentence for a person; clients do not read it.
    package var detail: String
    /// Where the log's rules refuse an entry: their own word for it (`VoidReason`).
    package var reason: String?
    /// With 409: where the log stands.
    package var standing: LogStanding?

    package init(_ code: Code, _ detail: String, standing: LogStanding? = nil) {
        self.code = code
        self.detail = detail
        self.standing = standing
    }

    package func encoded() -> [UInt8] {
        var fields = [
            CBORPair(key: .text("error"), value: .text(code.rawValue)),
            CBORPair(key: .text("detail"), value: .text(detail)),
        ]
        if let reason {
            fields.append(CBORPair(key: .text("reason"), value: .text(reason)))
        }
        if let standing {
            fields.append(CBORPair(key: .text("size"), value: .unsigned(standing.size)))
            fields.append(
                CBORPair(key: .text("memberHead"), value: .bytes(standing.memberHead)))
        }
        return CBOR.map(fields).encoded()
    }
}

/// What a refused device needs in order to try again rightly. Not signed: it only says that pulling
/// will help.
package struct LogStanding: Hashable, Sendable {
    package var size: UInt64
    /// SHA-256 of the last member entry's body.
    package var memberHead: [UInt8]

    package init(size: UInt64, memberHead: [UInt8]) {
        self.size = size
        self.memberHead = memberHead
    }
}
