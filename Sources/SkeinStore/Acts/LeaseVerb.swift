package import SkeinWire

/// The steps of a lease; the operation's subject is the resource, arguments there are none.
package enum LeaseVerb: String, CaseIterable, Sendable {
    /// Takes it, or renews an own one (as every valid batch of the holder does).
    case lease
    case unlease
    /// An owner's word that the holder's time is over.
    case expireLease = "expire-lease"

    package var role: Role {
        switch self {
        case .lease, .unlease: .operator
        case .expireLease: .owner
        }
    }

    package func edit(_ resource: EntityID) -> Edit {
        .act(verb: rawValue, subject: resource, [])
    }
}

extension Member {
    /// A lease ends with the right to take it: what its holder reads would count for nobody.
    package var mayHoldLeases: Bool { isActive && role >= LeaseVerb.lease.role }
}
