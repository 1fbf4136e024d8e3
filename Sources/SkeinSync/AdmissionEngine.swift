package import SkeinCRDT
package import SkeinStore
import SkeinTransport
package import SkeinWire

/// An owner's side of joining: looks into the relay's box for requests under own open invites, and
/// has the log add the devices whose requests prove that they hold the invite's secret: one device
/// an invite.
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
        case adding(id: UInt64, DeviceID, Invite)
    }

    private var step = Step.idle
    private var isOnline = false
    private var hasLooked = false
    private var nextLook: MonotonicTime?
    private var lastCallID: UInt64 = 0

    /// How often the box is looked into while an invite is open.
    private static let lookEvery: Duration = .seconds(3)
    /// Followed by an invite's id: it has let its device in.
    private static let usedKey = "admission/used/"

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
        case .start, .stopped:
            return []
        }
    }

    package func isBusy(now: Instant) -> Bool {
        if step != .idle { return true }
        return isOnline && !hasLooked && !openInvites(now: now).isEmpty && isOwner
    }

    private var isOwner: Bool { store.member?.role == .owner && store.member?.isActive == true }

    private func openInvites(now: Instant) -> [Invite] {
        invites().filter { $0.expires > now.wall && !isUsed($0) }
    }

    /// Where the store cannot be read nobody is let in.
    private func isUsed(_ invite: Invite) -> Bool {
        do {
            return try store.local(Self.usedKey + Hex.encode(invite.id)) != nil
        } catch {
            return true
        }
    }

    /// Kept, so that a restart does not open the invite again.
    private func close(_ invite: Invite) -> [EngineAction] {
        do {
            try store.setLocal(Self.usedKey + Hex.encode(invite.id), [1])
            return []
        } catch {
            return [.notice(Notice(.alarm, "store.failed", detail: String(describing: error)))]
        }
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
            guard case .done(let joins) = RelayAnswers.joins(outcome) else {
                return lookLater(now: now)
            }
            let closed = closeUsed(joins.items, now: now)
            guard let action = admit(joins.items, now: now) else {
                return closed + lookLater(now: now)
            }
            return closed + [action]
        case .adding(id, let device, let invite):
            step = .idle
            return added(device, by: invite, RelayAnswers.receipt(outcome), now: now)
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

    /// Invites whose device is a member already, added by an append whose answer was lost.
    private func closeUsed(_ joins: [JoinList.Item], now: Instant) -> [EngineAction] {
        guard let membership = store.log?.membership else { return [] }
        return joins.flatMap { join -> [EngineAction] in
            guard let (invite, request) = authentic(join, now: now),
                membership.member(request.device) != nil
            else { return [] }
            return close(invite)
        }
    }

    /// A request that proves the secret of an open invite, and that invite.
    private func authentic(
        _ join: JoinList.Item, now: Instant
    ) -> (invite: Invite, request: JoinRequest)? {
        guard let invite = openInvites(now: now).first(where: { $0.id == join.invite }),
            let request = try? JoinRequest.decode(join.request),
            request.isAuthentic(for: invite)
        else { return nil }
        return (invite, request)
    }

    /// The first request that is authentic and not a member yet becomes an `add` entry.
    private func admit(_ joins: [JoinList.Item], now: Instant) -> EngineAction? {
        guard let membership = store.log?.membership, let key = epochKey(membership.epoch) else {
            return nil
        }
        for join in joins {
            guard let (invite, request) = authentic(join, now: now),
                membership.member(request.device) == nil,
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
            step = .adding(id: lastCallID, request.device, invite)
            return .call(
                id: lastCallID, calls.append(member: body, signature: signature, expectedSize: nil))
        }
        return nil
    }

    private func added(
        _ device: DeviceID, by invite: Invite, _ reply: RelayReply<AppendAnswer>, now: Instant
    ) -> [EngineAction] {
        // More requests may wait; the log has to be read before the next entry can follow.
        hasLooked = false
        let later = lookLater(now: now)
        guard case .done = reply else {
            hasLooked = true
            return later
        }
        let code = ComparisonCode.digits(joiner: device, owner: keys.id)
        let added = EngineAction.notice(Notice(.information, "member.added", detail: code))
        return close(invite) + [added, .syncNow] + later
    }
}
