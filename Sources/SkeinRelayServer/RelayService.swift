import SkeinCRDT
package import SkeinRelay
package import SkeinServing
package import SkeinTransport

/// The relay behind HTTP: reads a call, asks the engine, waits where a call wants to wait.
package struct RelayService: Sendable {
    private let core: RelayCore
    private let limits: RelayLimits
    private let time: RelayTime

    package init(_ core: RelayCore, limits: RelayLimits = RelayLimits(), time: RelayTime) {
        self.core = core
        self.limits = limits
        self.time = time
    }

    /// Ends early, with what there is, when its task is cancelled.
    package func handle(_ call: HTTPCall) async -> ServedReply {
        let route: RelayRoute
        do {
            route = try RelayRoute.parse(call, limits: limits)
        } catch {
            var answer = RelayResponse.refused(error.refusal).answer
            if let allow = error.allow { answer.headers.append(HTTPHeader("Allow", allow)) }
            return .answer(answer)
        }
        return .answer(await response(to: route).answer)
    }

    private func response(to route: RelayRoute) async -> RelayResponse {
        switch await core.handle(route.request, wait: route.wait, now: time.now()) {
        case .response(let response): return response
        case .parked(let parked):
            await rest(parked, for: route.wait?.span ?? .zero)
            await core.leave(parked)
            return await answerNow(route)
        }
    }

    private func answerNow(_ route: RelayRoute) async -> RelayResponse {
        switch await core.handle(route.request, wait: nil, now: time.now()) {
        case .response(let response): response
        case .parked: .refused(RelayRefusal(.storage, "a call without waiting was put aside"))
        }
    }

    /// Until the log has grown, the span is over, or the task is cancelled.
    private func rest(_ parked: RelayCore.Parked, for span: Duration) async {
        let until = time.now().monotonic + span
        let sleep = time.sleep
        await withTaskGroup { group in
            group.addTask { for await _ in parked.grown {} }
            // Thrown only when cancelled, which is how the other one ends it.
            group.addTask { try? await sleep(until) }
            await group.next()
            group.cancelAll()
        }
    }
}
