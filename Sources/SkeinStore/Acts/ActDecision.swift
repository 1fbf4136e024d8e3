/// A person's answer to an open question.
package enum ActDecision: String, Hashable, Sendable { case sent, again, drop }
