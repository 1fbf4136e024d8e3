import SkeinCRDT

/// All that the validity of the next entry depends on: a fold of the log so far.
///
/// `apply` and `check` are the only validity function. Relay and replicas both use it, and it reads
/// neither a clock nor anything else outside the log.
package struct LogState: Hashable, Sendable {
    package internal(set) var membership: Membership
    /// Chains of all authors that have a valid batch.
    package internal(set) var headByAuthor: [DeviceID: AuthorHead] = [:]
    /// t_log of the last entry whose time was in order, milliseconds.
    package internal(set) var lastTime: UInt64 = 0
    package internal(set) var frontier = Merkle.Frontier()

    /// The empty log of a workspace.
    package init(workspace: WorkspaceID) { membership = Membership(workspace: workspace) }

    package var workspace: WorkspaceID { membership.workspace }
    package var size: UInt64 { frontier.size }
    package var root: [UInt8] { frontier.root }

    /// The author's chain so far.
    package func head(of author: DeviceID) -> AuthorHead { headByAuthor[author] ?? .none }

    /// Judges the next entry and takes it in: a valid one with its effect, a void one as a leaf
    /// only. Where the verdict is `.stop` nothing changes, and a later build judges it again.
    ///
    /// - Parameter rootAt: the log's root at an earlier size, from all leaf hashes. Never asked for
    ///   size 0 or the present one. Nil counts as another root.
    package mutating func apply(
        _ entry: LogEntry, rootAt: (UInt64) throws -> [UInt8]?
    ) rethrows -> EntryVerdict {
        let (verdict, change) = try judge(entry, rootAt: rootAt)
        if case .stop = verdict { return verdict }
        if timeFault(of: entry) == nil { lastTime = entry.time }
        switch change {
        case .membership(let next): membership = next
        case .chain(let author, let head): headByAuthor[author] = head
        case nil: break
        }
        frontier.append(entry.leafHash)
        return verdict
    }

    /// The verdict that `apply` would give, without taking the entry in.
    package func check(
        _ entry: LogEntry, rootAt: (UInt64) throws -> [UInt8]?
    ) rethrows -> EntryVerdict {
        try judge(entry, rootAt: rootAt).verdict
    }

    private enum Change {
        case membership(Membership)
        case chain(DeviceID, AuthorHead)
    }

    private func judge(
        _ entry: LogEntry, rootAt: (UInt64) throws -> [UInt8]?
    ) rethrows -> (verdict: EntryVerdict, change: Change?) {
        if let fault = timeFault(of: entry) { return (.void(fault), nil) }
        switch entry.body {
        case .unknown(let kind, _): return (.stop(.entryKind(kind)), nil)
        case .member(let body, let signature):
            switch membership.judge(body, signature: signature, at: size) {
            case .next(let next): return (.valid, .membership(next))
            case .void(let reason): return (.void(reason), nil)
            case .stop(let reason): return (.stop(reason), nil)
            }
        case .batch(let bytes, let signature):
            let header: BatchHeader
            do {
                header = try admissible(bytes, signature: signature)
            } catch {
                return (.void(error), nil)
            }
            #if PLANTED_BUGS
                if planted(.seenRootNotChecked) {
                    return (
                        .valid, .chain(header.author, head(after: header, bytes, time: entry.time))
                    )
                }
            #endif
            guard try ownRoot(at: header.seenSize, rootAt) == header.seenRoot else {
                return (.void(.falseSeenRoot), nil)
            }
            return (.valid, .chain(header.author, head(after: header, bytes, time: entry.time)))
        }
    }

    private func timeFault(of entry: LogEntry) -> VoidReason? {
        // A stamp has 48 bits of milliseconds; later sums of times rely on this bound.
        if entry.time > HybridTime.millisecondsMax { return .timeOutOfRange }
        return entry.time < lastTime ? .timeWentBack : nil
    }

    private func ownRoot(
        at size: UInt64, _ rootAt: (UInt64) throws -> [UInt8]?
    ) rethrows -> [UInt8]? {
        if size == self.size { return root }
        return size == 0 ? Merkle.emptyRoot : try rootAt(size)
    }
}
