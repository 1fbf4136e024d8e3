import Inbox
import InboxSources
import Skein

/// The engines that an inbox adds to a replica: reading the sources, delivering replies.
enum SourceEngines {
    static let make: Replica.EngineMaker = { store, secrets in [] }

    static func adapter(_ market: Market, token: String, url: String?) -> (any SourceAdapter)? {
        Adapters.make(market, token: token, url: url)
    }
}
