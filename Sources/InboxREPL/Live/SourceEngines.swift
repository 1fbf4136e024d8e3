import Inbox
import InboxSources
import Skein
import SkeinClock

/// The engines that an inbox adds to a replica: reading the sources, delivering replies.
enum SourceEngines {
    static let make: Replica.EngineMaker = { store, secrets in
        let tokens: TokenSource = { source in
            secrets.current.tokenByEntity[source].map(SourceToken.init)
        }
        let budgets = CallBudgets()
        return [
            PollEngine(store: store, tokens: tokens, budgets: budgets),
            DeliverEngine(
                store: store, bootID: SystemClock.bootID(), tokens: tokens, budgets: budgets),
        ]
    }
}

extension SourceToken {
    init(_ token: Secrets.Token) { self.init(token.text, url: token.url) }
}
