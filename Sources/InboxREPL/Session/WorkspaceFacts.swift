package import SkeinCRDT

/// What the operator may know of the workspace.
package struct WorkspaceFacts: Hashable, Sendable {
    /// The workspace's id, 64 hexadecimal digits.
    package var id: String
    package var relay: String
    package var login: String
    package var name: String
    package var role: MemberRole
    package var deviceNumber: Int

    package init(
        id: String, relay: String, login: String, name: String, role: MemberRole, deviceNumber: Int
    ) {
        self.id = id
        self.relay = relay
        self.login = login
        self.name = name
        self.role = role
        self.deviceNumber = deviceNumber
    }
}

/// What a member may do; each has the rights of those before it.
package enum MemberRole: String, CaseIterable, Hashable, Sendable {
    case observer
    case `operator`
    case sender
    case owner
}

/// One line of text that lets one device in.
package struct Invitation: Hashable, Sendable {
    package var line: String
    package var expires: WallTime

    package init(line: String, expires: WallTime) {
        self.line = line
        self.expires = expires
    }
}

/// A step of joining.
package enum JoinProgress: Hashable, Sendable {
    case asking
    /// The relay holds the request; an owner's device has to come online.
    case waiting(seconds: Int)
    /// An owner's device has let this one in; both sides can compare this code.
    case admitted(code: String)
    case pulling(entries: Int, of: Int)
}

/// What a platform said about a token.
package struct SourceCheck: Hashable, Sendable {
    package var name: String
    package var platform: String
    /// The account's name or number, as the platform gives it.
    package var account: String
    /// True where the workspace already knew the source and only the token was added here.
    package var wasKnown: Bool

    package init(name: String, platform: String, account: String, wasKnown: Bool) {
        self.name = name
        self.platform = platform
        self.account = account
        self.wasKnown = wasKnown
    }
}

/// Where this device sends a source's token, as a person here has said.
package struct TokenAddress: Hashable, Sendable {
    /// Nil for the platform's own hosts.
    package var url: String?

    package init(url: String?) { self.url = url }
}
