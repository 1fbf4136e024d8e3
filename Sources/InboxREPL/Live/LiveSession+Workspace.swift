import Inbox
import Skein
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

extension LiveSession {
    package func createWorkspace(
        relay: String, login: String, name: String?
    ) async throws -> WorkspaceFacts {
        try await Self.translating {
            try await replica.found(relayURL: relay)
            try await replica.runOnce()
            return try await introduce(login: login, name: name)
        }
    }

    package func invite(role: MemberRole) async throws -> Invitation {
        try await Self.translating {
            let invite = try await replica.invite(role: role.role)
            return Invitation(line: invite.encoded(), expires: invite.expires)
        }
    }

    package func join(
        invitation: String, login: String, name: String?,
        progress: @escaping @Sendable (JoinProgress) -> Void
    ) async throws -> WorkspaceFacts {
        let invite: Invite
        do {
            invite = try Invite.parse(invitation)
        } catch {
            throw SessionError.notAnInvitation
        }
        return try await Self.translating {
            try await replica.join(invite, login: login, name: name ?? login) { step in
                switch step {
                case .asking: progress(.asking)
                case .waitingForOwner: progress(.waiting(seconds: 0))
                case .admitted(let code): progress(.admitted(code: code))
                }
            }
            try await replica.runOnce()
            return try await introduce(login: login, name: name)
        }
    }

    /// Records who this person is, and sends it on.
    private func introduce(login: String, name: String?) async throws -> WorkspaceFacts {
        _ = try await desk { try $0.introduce(login: login, name: name) }
        try await replica.runOnce()
        guard let facts = try await workspace() else { throw SessionError.noWorkspace }
        return facts
    }

    package func workspace() async throws -> WorkspaceFacts? {
        let relay = replica.secrets.current.relayURL ?? ""
        guard await replica.hasWorkspace else { return nil }
        return try await desk { desk in
            guard let member = desk.store.member, let log = desk.store.log else { return nil }
            let me = try desk.me()
            return WorkspaceFacts(
                id: Hex.encode(log.workspace.bytes), relay: relay, login: me.login,
                name: me.name ?? me.login, role: MemberRole(member.role),
                deviceNumber: Int(member.number.rawValue))
        }
    }
}

extension MemberRole {
    var role: Role {
        switch self {
        case .observer: .observer
        case .operator: .operator
        case .sender: .sender
        case .owner: .owner
        }
    }

    init(_ role: Role) {
        self =
            switch role {
            case .observer: .observer
            case .operator: .operator
            case .sender: .sender
            case .owner: .owner
            }
    }
}
