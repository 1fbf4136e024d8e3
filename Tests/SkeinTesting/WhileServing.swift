/// Runs a service, calls `body` with the port that it says it listens on, then stops the service.
public func whileServing(
    _ run:
        @escaping @Sendable (_ listening: @escaping @Sendable (Int) -> Void) async throws -> Void,
    _ body: (Int) async throws -> Void
) async throws {
    let (ports, listening) = AsyncStream<Int>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { listening.finish() }
            try await run { listening.yield($0) }
        }
        for await port in ports {
            try await body(port)
            group.cancelAll()
        }
        do { try await group.waitForAll() } catch is CancellationError { return }
    }
}
