package import SkeinCRDT
import SkeinTransport

extension TelegramEmulator {
    private static let limitMax: Int64 = 100
    private static let timeoutMaxSeconds: Int64 = 50

    mutating func getUpdates(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) -> EmulatorReply {
        guard bots[index].webhook == nil else {
            return .answer(
                .telegramError(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; "
                        + "use deleteWebhook to delete the webhook first"))
        }
        // Whoever polls now ends the poll that is open.
        bots[index].poll = nil
        setAllowedUpdates(index, parameters)
        confirm(index, offset: parameters.number("offset") ?? 0)
        let wanted = parameters.number("limit") ?? Self.limitMax
        let limit = Int((1...Self.limitMax).contains(wanted) ? wanted : Self.limitMax)
        let timeout = min(max(parameters.number("timeout") ?? 0, 0), Self.timeoutMaxSeconds)
        guard bots[index].updates.isEmpty, timeout > 0 else {
            return .answer(updates(index, limit: limit))
        }
        lastPoll += 1
        bots[index].poll = TelegramPoll(number: lastPoll, limit: limit)
        return .wait(
            EmulatorPoll(
                until: now + .seconds(timeout), token: bots[index].token, number: lastPoll))
    }

    /// Asks again for a long poll that was told to wait.
    package mutating func resume(_ poll: EmulatorPoll, now: WallTime) -> EmulatorReply {
        advance(to: now)
        guard let index = bots.firstIndex(where: { $0.token == poll.token }) else {
            return .answer(.telegramError(401, "Unauthorized"))
        }
        guard let open = bots[index].poll, open.number == poll.number else {
            return .answer(.telegramError(409, interruption(index)))
        }
        if bots[index].updates.isEmpty, now < poll.until { return .wait(poll) }
        bots[index].poll = nil
        return .answer(updates(index, limit: open.limit))
    }

    mutating func setWebhook(_ index: Int, _ parameters: TelegramParameters) -> HTTPAnswer {
        guard let url = parameters["url"] else {
            return .telegramError(400, "Bad Request: bad webhook: URL must be specified")
        }
        guard !url.isEmpty else { return deleteWebhook(index, parameters) }
        guard url.hasPrefix("https://") else {
            return .telegramError(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        }
        setAllowedUpdates(index, parameters)
        if parameters.flag("drop_pending_updates") { bots[index].updates.removeAll() }
        bots[index].webhook = url
        bots[index].poll = nil
        return .telegramResult(true)
    }

    mutating func deleteWebhook(_ index: Int, _ parameters: TelegramParameters) -> HTTPAnswer {
        if parameters.flag("drop_pending_updates") { bots[index].updates.removeAll() }
        bots[index].webhook = nil
        return .telegramResult(true)
    }

    func webhookInfo(_ index: Int) -> JSONValue {
        [
            "url": .string(bots[index].webhook ?? ""), "has_custom_certificate": false,
            "pending_update_count": .number(Int64(bots[index].updates.count)),
        ]
    }

    private func interruption(_ index: Int) -> String {
        bots[index].webhook != nil
            ? "Conflict: terminated by setWebhook request"
            : "Conflict: terminated by other getUpdates request; "
                + "make sure that only one bot instance is running"
    }

    private mutating func setAllowedUpdates(_ index: Int, _ parameters: TelegramParameters) {
        guard let kinds = parameters.json("allowed_updates")?.array else { return }
        bots[index].allowedUpdates = kinds.isEmpty ? nil : Set(kinds.compactMap(\.string))
    }

    /// A positive offset forgets all older updates; a negative one all but the last so many.
    private mutating func confirm(_ index: Int, offset: Int64) {
        if offset > 0 {
            bots[index].updates.removeAll { $0.id < offset }
        } else if offset < 0 {
            let kept = Int(clamping: offset.magnitude)
            bots[index].updates = Array(bots[index].updates.suffix(kept))
        }
    }

    private func updates(_ index: Int, limit: Int) -> HTTPAnswer {
        .telegramResult(.array(bots[index].updates.prefix(limit).map(\.json)))
    }
}
