package import Inbox

/// What the commands need from below: one replica, its network, its sources.
///
/// Methods throw `SessionError`, `InboxError` or what the layer below threw; each may be called
/// again after it failed. A cancelled call stops as soon as nothing can be lost by it.
package protocol Session: AnyObject, Sendable {
    /// Runs one closure against the inbox, on the replica's own queue; what it wrote is durable
    /// when this returns.
    func desk<Result: Sendable>(
        _ body: @escaping @Sendable (InboxDesk) throws -> Result
    ) async throws -> Result

    /// Whether the network is in use now, and what stands in the way; never waits for it.
    func network() async -> NetworkState

    /// Switches the network on or off by the operator's wish; remembered over a restart.
    func setOnline(_ online: Bool) async throws

    /// Does all that can be done now: push, pull, poll, deliver. Never waits for a hold or a
    /// quarantine to end.
    func syncOnce(progress: @escaping @Sendable (SyncProgress) -> Void) async throws -> SyncReport

    /// As `syncOnce`, and goes on until every open reply has an outcome or waits for a decision.
    func syncUntilSettled(
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncReport

    /// Founds a workspace on a relay; this device becomes its owner.
    func createWorkspace(relay: String, login: String, name: String?) async throws -> WorkspaceFacts

    /// Makes an invitation that one device can use.
    func invite(role: MemberRole) async throws -> Invitation

    /// Asks to join and waits until an owner's device has answered. Calling it again with the same
    /// invitation goes on waiting for the same request.
    func join(
        invitation: String, login: String, name: String?,
        progress: @escaping @Sendable (JoinProgress) -> Void
    ) async throws -> WorkspaceFacts

    /// The workspace this store belongs to; nil before `createWorkspace` or `join`.
    func workspace() async throws -> WorkspaceFacts?

    /// Asks the platform whose token this is, then records the source and keeps the token here.
    func addSource(
        platform: String, name: String, url: String?, token: String
    ) async throws -> SourceCheck

    /// The sources whose token this device holds, by name.
    func tokenAddresses() async throws -> [String: TokenAddress]

    /// What stood in the way when the sources were last read from here, by name.
    func sourceTroubles() async throws -> [String: SourceTrouble]

    /// Asks the platform whether the source's token still works.
    func testSource(_ name: String) async throws -> SourceCheck

    /// All that `doctor` looks at; findings, not advice.
    func doctor() async throws -> DoctorFacts

    /// What happens while nobody asks; one reader at a time. Ends when the session closes.
    func notices() async -> AsyncStream<Notice>

    /// Stops the network and closes the store; nothing may be called afterwards.
    ///
    /// - Throws: what the disk refused at the end. Nothing that was done is lost by it: the next
    ///   opening checks the store.
    func close() async throws
}
