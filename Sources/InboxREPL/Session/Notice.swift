package import SkeinWire

/// Something that happened while the operator was typing. Texts in it come from strangers and are
/// neutralised when they are shown.
package enum Notice: Hashable, Sendable {
    /// A buyer wrote.
    case message(source: String, chat: EntityID, buyer: String, text: String)
    /// A colleague changed a chat: what was done, in words of the action history.
    case changed(chat: EntityID, by: String, action: String)
    case sent(reply: EntityID, chat: EntityID)
    case rejected(reply: EntityID, chat: EntityID, reason: String)
    /// A reply whose fate only a person can tell.
    case needsDecision(reply: EntityID, chat: EntityID)
    case conflict(chat: EntityID)
    case joined(login: String)
    case connected
    case disconnected(detail: String)
    case sourceStopped(source: String, reason: String)
    /// The platform takes the source's key for so many more days.
    case tokenEnds(source: String, days: Int)
    /// The log asks for a newer version; the store is read-only from here.
    case updateNeeded(detail: String)
    /// The relay has been caught lying; the words name it.
    case alarm(detail: String)
}
