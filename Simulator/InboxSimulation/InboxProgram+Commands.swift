import Foundation
import Inbox
package import SimulationKit
import SkeinCRDT
package import SkeinStore
import SkeinSync
import SkeinWire

/// A command's words, carried out by the same desk that operators use.
extension InboxProgram {
    package func edits(for words: [String], in store: ReplicaStore) throws -> [Edit] {
        throw SimulationError("the inbox carries its commands out itself")
    }

    package func perform(_ words: [String], on device: DeviceNode) throws {
        guard let store = device.store, let last = words.last,
            words.count >= 2 || last == "undo"
        else { throw SimulationError("VERB CHAT [WORD]") }
        let desk = InboxDesk(
            store: store, now: device.now, zone: .gmt,
            random: RandomSource(AnyGenerator(device.nextGenerator())))
        do {
            try carryOut(words, desk)
            if words.last == "again" { try excuseAll(device) }
        } catch let error as InboxError {
            // As an operator would be told: the chat is not there yet, nothing to undo.
            device.world.note(.refused, device.name, "\(error)")
        }
    }

    private func carryOut(_ words: [String], _ desk: InboxDesk) throws {
        let word = words.count > 2 ? words[2] : ""
        switch words[0] {
        case "source":
            guard let (market, account, _) = PlatformService.account(words[1]) else {
                throw SimulationError("there is no platform '\(words[1])'")
            }
            guard try !InboxLines.markets(desk.store).contains(market.rawValue) else { return }
            _ = try desk.addSource(
                market, account: account, name: "shop-\(words[1])", url: PlatformService.url)
        case "cancel", "hold", "release", "decide":
            try changeReply(words, desk)
        case "undo": _ = try desk.undo()
        default:
            guard let chat = try chat(words[1], desk.store) else { return }
            try change(chat, words[0], word, desk)
        }
    }

    private func change(
        _ chat: EntityID, _ verb: String, _ word: String, _ desk: InboxDesk
    ) throws {
        switch verb {
        case "take": _ = try desk.take(chat)
        case "status":
            guard let status = Self.statusByWord[word] else {
                throw SimulationError("there is no status '\(word)'")
            }
            _ = try desk.setStatus(chat, status)
        case "tag": _ = try desk.tag(chat, add: [word])
        case "untag": _ = try desk.tag(chat, remove: [word])
        case "note": _ = try desk.note(chat, word)
        case "show": _ = try desk.show(chat)
        case "reply": _ = try desk.reply(chat, word)
        default: throw SimulationError("the inbox cannot '\(verb)'")
        }
    }

    private func changeReply(_ words: [String], _ desk: InboxDesk) throws {
        let replies = try desk.store.acts().sorted { $0.id < $1.id }
        guard let index = Int(words[1]), index >= 0 else {
            throw SimulationError("the number of a reply")
        }
        guard !replies.isEmpty else { return }
        let reply = replies[index % replies.count].id
        switch words[0] {
        case "cancel": _ = try desk.cancel(reply)
        case "hold": _ = try desk.hold(reply)
        case "release": _ = try desk.release(reply)
        default:
            guard let decision = ReplyDecision(rawValue: words.last ?? "") else {
                throw SimulationError("decide NUMBER sent|again|drop")
            }
            _ = try desk.decide(reply, decision)
        }
    }

    /// Whatever waits to be sent again by a person's order.
    private func excuseAll(_ device: DeviceNode) throws {
        guard let store = device.store else { return }
        for act in try store.acts() where act.attempt > 0 {
            if case .queued = act.state, !act.intents.isEmpty,
                let text = try store.text(of: act.text)
            {
                PlatformService.of(device)?.excuse(text)
            }
        }
    }

    /// By number, of those that the replica knows, in the order of their ids; or by its buyer,
    /// where the replica knows of one.
    private func chat(_ word: String, _ store: ReplicaStore) throws -> EntityID? {
        let chats = try InboxLines.chats(store)
        guard let index = Int(word), index >= 0 else {
            return try chats.first { try InboxLines.buyer($0, store) == word }
        }
        return chats.isEmpty ? nil : chats[index % chats.count]
    }

    private static let statusByWord: [String: ChatStatus] = [
        "new": .new, "work": .work, "question": .question, "closed": .closed,
    ]

    package func lines(of store: ReplicaStore) throws -> [String] { try InboxLines.all(store) }
}
