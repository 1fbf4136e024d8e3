import Inbox
import InboxSources
import Skein
import SkeinClock

/// The engines that an inbox adds to a replica: reading the sources, delivering replies.
enum SourceEngines {
    static let make: Replica.EngineMaker = { store, secrets in
        let tokens: TokenSource = { secrets.current.tokenByEntity[$0] }
        return [
            PollEngine(store: store, tokens: tokens),
            DeliverEngine(store: store, bootID: SystemClock.bootID(), tokens: tokens),
        ]
    }

    static func adapter(_ market: Market, token: String, url: String?) -> (any SourceAdapter)? {
        Adapters.make(market, token: token, url: url)
    }
}
