package import SkeinCRDT
package import SkeinStore
import SkeinTransport
package import SkeinWire

/// An owner's side of joining: looks into the relay's box for requests under own open invites, and
/// has the log add the devices whose requests prove that they hold the invite's secret.
package final class AdmissionEngine: Engine {
    private let store: ReplicaStore
    private let keys: DeviceKeys
    private let calls: RelayCalls
    private let isLive: Bool
    private let invites: @Sendable () -> [Invite]
    private let epochKey: @Sendable (UInt32) -> [UInt8]?

    private enum Step: Hashable {
        case idle
        case looking(id: UInt64)
        case adding(id: UInt64, DeviceID)
    }

    private var step = Step.idle
    private var isOnline = false
    private var hasLooked = false
    private var nextLook: MonotonicTime?
    private var lastCallID: UInt64 = 0

    /// How often the box is looked into while an invite is open.
    private static let lookEvery: Duration = .seconds(3)

    package init(
        store: ReplicaStore, keys: DeviceKeys, address: RelayAddress, isLive: Bool,
        invites: @escaping @Sendable () -> [Invite],
        epochKey: @escaping @Sendable (UInt32) -> [UInt8]?
    ) {
        self.store = store
        self.keys = keys
        calls = RelayCalls(address: address)
        self.isLive = isLive
        self.invites = invites
        self.epochKey = epochKey
    }

    package func handle(_ event: EngineEvent, now: Instant) -> [EngineAction] {
        switch event {
        case .online(let online):
            isOnline = online
            return look(now: now)
        case .tick, .recorded:
            guard let nextLook, now.monotonic >= nextLook else { return [] }
            return look(now: now)
        case .ingested:
            return hasLooked ? [] : look(now: now)
        case .answered(let id, let outcome):
            return answered(id, outcome, now: now)
        case .start:
            return []
        }
    }

    package func isBusy(now: Instant) -> Bool {
        if step != .idle { return true }
        return isOnline && !hasLooked && !openInvites(now: now).isEmpty && isOwner
    }

    private var isOwner: Bool { store.member?.role == .owner && store.member?.isActive == true }

    private func openInvites(now: Instant) -> [Invite] {
        invites().filter { $0.expires > now.wall }
    }

    private func look(now: Instant) -> [EngineAction] {
        guard step == .idle, isOnline, isOwner, !openInvites(now: now).isEmpty else { return [] }
        lastCallID += 1
        step = .looking(id: lastCallID)
        return [.call(id: lastCallID, calls.joins())]
    }

    private func answered(
        _ id: UInt64, _ outcome: HTTPOutcome, now: Instant
    ) -> [EngineAction] {
        switch step {
        case .looking(id):
            step = .idle
            hasLooked = true
            if case .done(let joins) = RelayAnswers.joins(outcome),
                let action = admit(joins.items, now: now)
            {
                return [action]
            }
            return lookLater(now: now)
        case .adding(id, let device):
            step = .idle
            return added(device, RelayAnswers.receipt(outcome), now: now)
        default:
            return []
        }
    }

    private func lookLater(now: Instant) -> [EngineAction] {
        guard isLive else { return [] }
        let next = now.monotonic + Self.lookEvery
        nextLook = next
        return [.wake(next)]
    }

    /// The first request that is authentic and not a member yet becomes an `add` entry.
    private func admit(_ joins: [JoinList.Item], now: Instant) -> EngineAction? {
        guard let membership = store.log?.membership, let key = epochKey(membership.epoch) else {
            return nil
        }
        for join in joins {
            guard let invite = openInvites(now: now).first(where: { $0.id == join.invite }),
                let request = try? JoinRequest.decode(join.request),
                request.isAuthentic(for: invite), membership.member(request.device) == nil,
                let box = try? Epoch.box(
                    key, workspace: membership.workspace, epoch: membership.epoch, to: request.box)
            else { continue }
            let person = (membership.members.map(\.person).max() ?? 0) + 1
            let entry = MemberEntry(
                after: membership, author: keys.id,
                action: .add(
                    Admission(
                        sign: request.sign, box: request.box, person: person, role: invite.role,
                        keyBox: box)))
            guard case .member(let body, let signature) = entry.signed(with: keys.signing) else {
                continue
            }
            lastCallID += 1
            step = .adding(id: lastCallID, request.device)
            return .call(
                id: lastCallID, calls.append(member: body, signature: signature, expectedSize: nil))
        }
        return nil
    }

    private func added(
        _ device: DeviceID, _ reply: RelayReply<AppendAnswer>, now: Instant
    ) -> [EngineAction] {
        // More requests may wait; the log has to be read before the next entry can follow.
        hasLooked = false
        let later = lookLater(now: now)
        guard case .done = reply else {
            hasLooked = true
            return later
        }
        let code = ComparisonCode.digits(joiner: device, owner: keys.id)
        return [.notice(Notice(.information, "member.added", detail: code)), .syncNow] + later
    }
}
