package import Foundation
package import SkeinCRDT
package import SkeinStore
package import SkeinWire

/// The shared inbox as one operator at one device uses it: every command of the inbox, synchronous.
///
/// Made anew for each command, with the time at which it is given. Reading commands change nothing
/// but `show`; each other command is one command of the store: one transaction, undone as one.
/// Throws `InboxError`, where the command is refused, and the store's errors.
package struct InboxDesk {
    package let store: ReplicaStore
    package let now: Instant
    /// Days in queries begin at midnight here.
    package let zone: TimeZone

    package init(store: ReplicaStore, now: Instant, zone: TimeZone) {
        self.store = store
        self.now = now
        self.zone = zone
    }
}

extension InboxDesk {
    // MARK: Look (Desk+Look.swift)

    /// The chats that fit a query; a `sort:` or `limit:` in it wins over the arguments.
    package func list(_ query: String = "", sort: ChatSort? = nil, limit: Int? = nil) throws
        -> ChatList
    { throw InboxError.notJoined }
    /// The chat whose id starts with the prefix; any case, at least one character.
    package func resolve(_ prefix: String) throws -> EntityID { throw InboxError.notJoined }
    package func chat(_ prefix: String) throws -> ChatDetail { try peek(resolve(prefix)) }
    /// Everything of a chat, without opening it.
    package func peek(_ chat: EntityID) throws -> ChatDetail { throw InboxError.notJoined }
    /// As `peek`, and opens it: «Новый» becomes «В работе», its messages are no longer unread here.
    /// What is returned is as before that, apart from the status.
    package func show(_ chat: EntityID) throws -> ChatDetail { throw InboxError.notJoined }
    /// The chat that has waited longest for an answer, among those that are nobody's or mine and
    /// have no reply under way; after `current` in that order, then from its start.
    package func next(after current: EntityID? = nil) throws -> ChatRow? {
        throw InboxError.notJoined
    }
    package func counts() throws -> Counts { throw InboxError.notJoined }
    /// The steps of a chat, oldest first.
    package func log(_ chat: EntityID) throws -> [ActionRow] { throw InboxError.notJoined }
    package func conflicts() throws -> [ConflictRow] { throw InboxError.notJoined }

    // MARK: Work (Desk+Work.swift)

    /// Opens, assigns to me and sets «В работе», as one command.
    package func take(_ chat: EntityID) throws -> CommandOutcome { throw InboxError.notJoined }
    /// Nil: nobody.
    package func assign(_ chat: EntityID, to person: PersonReference?) throws -> CommandOutcome {
        throw InboxError.notJoined
    }
    package func setStatus(_ chat: EntityID, _ status: ChatStatus) throws -> CommandOutcome {
        throw InboxError.notJoined
    }
    package func tag(_ chat: EntityID, add: [String] = [], remove: [String] = []) throws
        -> CommandOutcome
    { throw InboxError.notJoined }
    package func note(_ chat: EntityID, _ text: String) throws -> CommandOutcome {
        throw InboxError.notJoined
    }
    /// Queues a reply, held for 10 s; with `status`, sets it in the same command.
    package func reply(_ chat: EntityID, _ text: String, status: ChatStatus? = nil) throws
        -> OutboxRow
    { throw InboxError.notJoined }
    /// The last own command of this device that has not been undone.
    package func undo() throws -> UndoOutcome { throw InboxError.notJoined }

    // MARK: Outbox (Desk+Outbox.swift)

    /// Open replies, those that ask for a decision first; with `all`, the finished ones too.
    package func outbox(all: Bool = false) throws -> [OutboxRow] { throw InboxError.notJoined }
    package func resolveReply(_ prefix: String) throws -> EntityID { throw InboxError.notJoined }
    package func decide(_ reply: EntityID, _ decision: ReplyDecision) throws -> OutboxRow {
        throw InboxError.notJoined
    }
    package func cancel(_ reply: EntityID) throws -> OutboxRow { throw InboxError.notJoined }
    /// Keeps a reply back until it is released.
    package func hold(_ reply: EntityID) throws -> OutboxRow { throw InboxError.notJoined }
    package func release(_ reply: EntityID) throws -> OutboxRow { throw InboxError.notJoined }

    // MARK: Sources and people (Desk+Sources.swift, Desk+People.swift)

    package func sources() throws -> [SourceRow] { throw InboxError.notJoined }
    /// The source of that name or id prefix.
    package func source(_ word: String) throws -> SourceRow { throw InboxError.notJoined }
    /// - Parameter account: the account's id as the platform itself gives it.
    package func addSource(_ market: Market, account: String, name: String, url: String? = nil)
        throws -> SourceRow
    { throw InboxError.notJoined }
    package func renameSource(_ source: EntityID, to name: String) throws -> SourceRow {
        throw InboxError.notJoined
    }
    /// Everybody of the workspace, by number.
    package func persons() throws -> [PersonRow] { throw InboxError.notJoined }
    package func me() throws -> PersonRow { throw InboxError.notJoined }
    /// `@anna`, `anna`, `me`/`я`; nil for `none`/`никто`.
    package func person(_ word: String) throws -> PersonReference? { throw InboxError.notJoined }
    /// Names me: a login without blanks, and perhaps a shown name.
    package func introduce(login: String, name: String?) throws -> PersonRow {
        throw InboxError.notJoined
    }
}
