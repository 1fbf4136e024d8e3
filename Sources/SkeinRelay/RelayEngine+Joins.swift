import SkeinCRDT
import SkeinWire

extension RelayEngine {
    /// Keeps a request for the owners to fetch. The relay cannot tell a good one from a bad one:
    /// the secret that proves it is known to owner and joiner only. Hence the small limits.
    func post(
        invite: [UInt8], _ request: [UInt8], to workspace: WorkspaceID, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        guard invite.count == SHA256.length, !request.isEmpty else {
            return .refused(RelayRefusal(.malformed, "an invite id has 32 bytes, a request some"))
        }
        guard request.count <= limits.joinBytesMax else {
            return .refused(
                RelayRefusal(.tooLarge, "a request has at most \(limits.joinBytesMax) bytes"))
        }
        guard try store.head(of: workspace) != nil else { return Self.unknownWorkspace }
        let join = PendingJoin(
            invite: invite, request: request, posted: UInt64(clamping: now.wall.milliseconds))
        let isKept = try store.add(
            join, to: workspace, since: joinsSince(now), countMax: limits.joinsPerWorkspaceMax)
        guard isKept else {
            return .refused(
                RelayRefusal(
                    .joinsFull,
                    "\(limits.joinsPerWorkspaceMax) requests wait already; each is kept "
                        + "for a day"))
        }
        return .joinPosted
    }

    func joins(
        of workspace: WorkspaceID, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        guard try store.head(of: workspace) != nil else { return Self.unknownWorkspace }
        return .joins(try store.joins(of: workspace, since: joinsSince(now)))
    }

    private func joinsSince(_ now: Instant) -> UInt64 {
        UInt64(clamping: now.wall.milliseconds - limits.joinKept.wholeMilliseconds)
    }
}
