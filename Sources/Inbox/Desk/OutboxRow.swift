package import SkeinCRDT
package import SkeinWire

/// One reply on its way to a buyer.
package struct OutboxRow: Hashable, Sendable {
    /// Stable codes; the ones before `sent` are open.
    package enum State: String, CaseIterable, Codable, Sendable {
        /// Nobody knows whether it arrived: a person decides.
        case unknown
        /// Waits for its hold time, or until it is released.
        case held
        case queued
        case claimed
        case inflight
        case sent
        case rejected
        case cancelled
        case dropped

        package var isOpen: Bool {
            switch self {
            case .unknown, .held, .queued, .claimed, .inflight: true
            case .sent, .rejected, .cancelled, .dropped: false
            }
        }
    }

    package var entity: EntityID
    package var id: String
    package var short: String
    package var chat: ChatReference
    package var source: SourceReference
    package var market: Market
    package var state: State
    package var text: String?
    package var author: PersonReference?
    package var created: WallTime
    /// Not sent before this; nil: no such time. A hold without a time lasts until released.
    package var notBefore: WallTime?
    /// Attempts begun, from 0.
    package var attempt: Int
    /// Why it is rejected or unknown, in the platform's or protocol's words.
    package var reason: String?
    /// Not yet at the relay: nobody else knows of it.
    package var isUnsent: Bool
    /// It may have reached the buyer twice.
    package var isPossibleDouble: Bool
}
