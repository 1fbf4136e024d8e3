import SkeinCRDT
import SkeinWire

/// A log and the entry that is void in it for one reason.
enum VoidScenario {
    static func make(_ reason: VoidReason) throws -> (TestWorkspace, LogEntry) {
        var workspace = try TestWorkspace()
        let member = TestWorkspace.device(2)
        try workspace.add(member)
        let entry =
            try anyEntry(reason, &workspace, member)
            ?? batchHeader(reason, &workspace, member)
            ?? memberEntry(reason, &workspace, member)
        return (workspace, entry)
    }

    private static func anyEntry(
        _ reason: VoidReason, _ workspace: inout TestWorkspace, _ member: DeviceKeys
    ) throws -> LogEntry? {
        let entry = try workspace.batch(by: member).entry(at: workspace.state.lastTime)
        switch reason {
        case .timeWentBack:
            return LogEntry(time: workspace.state.lastTime - 1, body: entry.body)
        case .timeOutOfRange:
            return LogEntry(time: HybridTime.millisecondsMax + 1, body: entry.body)
        case .malformed:
            return try workspace.batch(by: member).with(headerByte: 0, 0x54)
                .entry(at: entry.time)
        case .wrongWorkspace:
            return try workspace.forged(by: member) {
                $0.workspace = WorkspaceID([UInt8](repeating: 3, count: 32))
            }
        case .authorUnknown: return try workspace.forged(by: TestWorkspace.device(9)) { _ in }
        case .authorRemoved:
            let batch = try workspace.batch(by: member)
            let rotation = try workspace.rotation(without: member.id)
            workspace.log(workspace.entry(.remove(member.id, rotation)))
            return batch.entry(at: workspace.state.lastTime)
        case .badSignature:
            let batch = try workspace.batch(by: member)
            let other = workspace.founder.signing.sign(batch.header, label: Label.batch)
            return LogEntry(
                time: entry.time, body: .batch(header: batch.header, signature: other))
        default: return nil
        }
    }

    private static func batchHeader(
        _ reason: VoidReason, _ workspace: inout TestWorkspace, _ member: DeviceKeys
    ) throws -> LogEntry? {
        switch reason {
        case .versionAboveFormat: return try workspace.forged(by: member) { $0.version = 2 }
        case .unknownFlags: return try workspace.forged(by: member) { $0.flags = 0x8000 }
        case .recordLimits: return try workspace.forged(by: member) { $0.recordCount = 513 }
        case .wrongSequence: return try workspace.forged(by: member) { $0.seq = 2 }
        case .wrongPrevious:
            return try workspace.forged(by: member) { $0.previous[31] = 1 }
        case .wrongEpoch: return try workspace.forged(by: member) { $0.epoch = 2 }
        case .seenAhead:
            let size = workspace.state.size
            return try workspace.forged(by: member) { $0.seenSize = size + 1 }
        case .seenWentBack:
            workspace.log(try workspace.batch(by: member).entry(at: workspace.state.lastTime))
            return try workspace.forged(by: member) { $0.seenSize -= 2 }
        case .falseSeenRoot:
            return try workspace.forged(by: member) {
                $0.seenSize -= 1
                $0.seenRoot = [UInt8](repeating: 5, count: 32)
            }
        default: return nil
        }
    }

    private static func memberEntry(
        _ reason: VoidReason, _ workspace: inout TestWorkspace, _ member: DeviceKeys
    ) throws -> LogEntry {
        let stranger = TestWorkspace.device(9)
        switch reason {
        case .tooLarge:
            let body = [UInt8](repeating: 0, count: MemberEntry.bytesMax + 1)
            return LogEntry(
                time: workspace.state.lastTime,
                body: .member(
                    body, signature: workspace.founder.signing.sign(body, label: Label.member)))
        case .genesisAgain:
            let genesis = try Genesis(
                founder: workspace.founder, epochKey: workspace.epochKey,
                relay: TestWorkspace.relay)
            return workspace.entry(.genesis(genesis))
        case .wrongMemberHead:
            let entry = MemberEntry(
                workspace: workspace.id, previous: Membership.noHead,
                author: workspace.founder.id, action: try workspace.admission(of: stranger))
            return workspace.entry(entry, by: workspace.founder)
        case .authorNotOwner:
            return workspace.entry(try workspace.admission(of: stranger), by: member)
        case .deviceAddedBefore: return try deviceAddedBefore(&workspace, member)
        case .tooManyDevices: return try tooManyDevices(&workspace)
        case .deviceUnknown: return workspace.entry(.setRole(stranger.id, .sender))
        case .deviceRemoved:
            workspace.log(
                workspace.entry(.remove(member.id, try workspace.rotation(without: member.id))))
            return workspace.entry(.setRole(member.id, .sender))
        case .lastOwner:
            return workspace.entry(.setRole(workspace.founder.id, .sender))
        case .wrongRotation:
            // The box of the removed device is still among them.
            return workspace.entry(.remove(member.id, try workspace.rotation()))
        case .formatNotRaised: return workspace.entry(.format(1))
        default: return try noGenesis(&workspace)
        }
    }

    /// Also after its removal: a device id is used once.
    private static func deviceAddedBefore(
        _ workspace: inout TestWorkspace, _ member: DeviceKeys
    ) throws -> LogEntry {
        workspace.log(
            workspace.entry(.remove(member.id, try workspace.rotation(without: member.id))))
        return workspace.entry(try workspace.admission(of: member))
    }

    private static func tooManyDevices(_ workspace: inout TestWorkspace) throws -> LogEntry {
        for number in 3...64 { try workspace.add(TestWorkspace.device(UInt8(number))) }
        return workspace.entry(try workspace.admission(of: TestWorkspace.device(65)))
    }

    /// A batch in an empty log.
    private static func noGenesis(_ workspace: inout TestWorkspace) throws -> LogEntry {
        let entry = try workspace.batch(by: workspace.founder).entry(at: 5)
        workspace = TestWorkspace(empty: workspace.id)
        return entry
    }
}

extension SealedBatch {
    func with(headerByte index: Int, _ byte: UInt8) -> SealedBatch {
        var header = header
        header[index] = byte
        return SealedBatch(header: header, signature: signature, records: records)
    }
}
