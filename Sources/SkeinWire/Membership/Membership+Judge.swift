import SkeinCRDT

extension Membership {
    /// What a member entry leads to.
    enum Judgement {
        case next(Membership)
        case void(VoidReason)
        case stop(UpdateNeeded)
    }

    /// Judges the member entry at a log index. Order matters: only what an owner really signed, in
    /// its place, can stop a build.
    func judge(_ body: [UInt8], signature: [UInt8], at index: UInt64) -> Judgement {
        guard body.count <= MemberEntry.bytesMax else { return .void(.tooLarge) }
        let entry: MemberEntry
        do { entry = try MemberEntry.decode(body) } catch { return .void(.malformed) }
        do throws(VoidReason) {
            var next = self
            if epochs.isEmpty {
                guard index == 0 else { throw VoidReason.noGenesis }
                if let needed = try next.found(entry, body, signature: signature) {
                    return .stop(needed)
                }
            } else {
                try checkAuthor(of: entry, body, signature: signature)
                if let needed = next.updateNeeded(for: entry) { return .stop(needed) }
                try next.carryOut(entry.action, at: index)
            }
            next.head = SHA256.hash(body)
            return .next(next)
        } catch {
            return .void(error)
        }
    }

    /// Takes in the first entry; returns what this build lacks to do so.
    private mutating func found(
        _ entry: MemberEntry, _ body: [UInt8], signature: [UInt8]
    ) throws(VoidReason) -> UpdateNeeded? {
        guard WorkspaceID.of(genesis: body) == workspace else { throw .wrongWorkspace }
        // The id vouches for the body, so its author need not be known to stop here.
        if entry.version > MemberEntry.version { return .memberVersion(entry.version) }
        guard case .genesis(let genesis) = entry.action else { throw .noGenesis }
        guard entry.workspace == .none else { throw .wrongWorkspace }
        guard entry.previous == Self.noHead else { throw .wrongMemberHead }
        guard entry.author == genesis.founder, genesis.policy.format > 0 else { throw .malformed }
        guard Signature.verify(signature, of: body, by: genesis.sign, label: Label.member)
        else { throw .badSignature }
        guard genesis.policy.format <= Self.formatMax else { return .format(genesis.policy.format) }
        policy = genesis.policy
        format = genesis.policy.format
        relay = genesis.relay
        epochs = [EpochStart(commitment: genesis.commitment, index: 0)]
        members = [
            Member(
                number: DeviceNumber(0), sign: genesis.sign, box: genesis.box, person: 0,
                role: .owner, addedAt: 0)
        ]
        return nil
    }

    private func checkAuthor(
        of entry: MemberEntry, _ body: [UInt8], signature: [UInt8]
    ) throws(VoidReason) {
        if case .genesis = entry.action { throw .genesisAgain }
        guard entry.workspace == workspace else { throw .wrongWorkspace }
        guard let author = member(entry.author) else { throw .authorUnknown }
        guard author.isActive else { throw .authorRemoved }
        #if PLANTED_BUGS
            if planted(.ownerNotChecked) { return }
        #endif
        guard author.role == .owner else { throw .authorNotOwner }
        guard entry.previous == head else { throw .wrongMemberHead }
        guard Signature.verify(signature, of: body, by: author.sign, label: Label.member)
        else { throw .badSignature }
    }

    private func updateNeeded(for entry: MemberEntry) -> UpdateNeeded? {
        if entry.version > MemberEntry.version { return .memberVersion(entry.version) }
        switch entry.action {
        case .unknown(let kind, _): return .memberAction(kind)
        case .format(let number) where number > Self.formatMax: return .format(number)
        default: return nil
        }
    }
}
