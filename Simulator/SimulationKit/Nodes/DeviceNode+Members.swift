import SkeinSync
import SkeinTransport
import SkeinWire

/// What an owner's device does with the list of members.
extension DeviceNode {
    private static let roleByWord: [String: Role] = [
        "owner": .owner, "sender": .sender, "operator": .operator, "observer": .observer,
    ]

    /// `DEVICE ROLE`: an entry of this device's gives another one that role, if the relay lets it
    /// in.
    func setRole(_ words: [String]) throws(StepError) {
        guard words.count == 2, let other = world.device(words[0]),
            let role = Self.roleByWord[words[1]]
        else { throw StepError("role DEVICE owner|sender|operator|observer") }
        // The founder stays an owner, so that there is one.
        guard other.number != 0, let membership = store?.log?.membership else { return }
        let entry = MemberEntry(
            after: membership, author: keys.id, action: .setRole(other.keys.id, role))
        guard case .member(let body, let signature) = entry.signed(with: keys.signing) else {
            return
        }
        let call = RelayCalls(address: founding.address)
            .append(member: body, signature: signature, expectedSize: nil)
        world.count("member.role")
        upload(call)
    }

    /// A call beside the engines': whatever comes of it shows in the log.
    func upload(_ call: HTTPCall) {
        world.transmit(from: name, to: RelayNode.name, call.label, bytes: call.body) {
            [weak self] in
            guard let self else { return }
            world.relay.receive(call, from: name) { _ in }
        }
    }
}
