package import SkeinWire

extension JoinList {
    /// What an owner is shown of the requests: when they came stays with the relay.
    package init(_ pending: [PendingJoin]) {
        self.init(items: pending.map { Item(invite: $0.invite, request: $0.request) })
    }
}
