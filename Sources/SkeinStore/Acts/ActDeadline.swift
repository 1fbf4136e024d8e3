/// What an owner may declare over.
package enum ActDeadline: String, Hashable, Sendable { case claim, intent }
