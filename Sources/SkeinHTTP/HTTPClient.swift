package import SkeinTransport

/// Carries out HTTP calls.
package protocol HTTPClient: Sendable {
    /// Carries out one call and never throws: what went wrong is in the outcome.
    ///
    /// Cancelling the task ends the call with the cause `cancelled`.
    ///
    /// - Parameter gate: Asked right before the first byte of the request, on a thread of the
    ///   client's own, so it may write and sync a file; false ends the call unsent. Required where
    ///   `call.once` is set: it stores the mark and looks whether the window is still open.
    func perform(_ call: HTTPCall, gate: (@Sendable () -> Bool)?) async -> HTTPOutcome
}

extension HTTPClient {
    package func perform(_ call: HTTPCall) async -> HTTPOutcome { await perform(call, gate: nil) }
}
