/// Why a step has no effect. It is void alone: the batch around it stays valid.
package enum ActRefusal: String, Hashable, Sendable {
    /// Verb or arguments are not of the known form.
    case malformed
    case roleTooLow
    case noSuchAct
    case alreadyExists
    /// The act is in a state in which this step makes no sense.
    case wrongState
    /// The step names an attempt that is not (or no longer) of interest.
    case wrongAttempt
    case laneBusy
    case tooEarly
    /// The claim belongs to somebody else by now, or the fence is an older one.
    case notTheClaimer
    /// A newer text precedes it.
    case textOutdated
    /// It says nothing new.
    case alreadyKnown
    case tooManyAttempts
    case leaseTaken
    case notTheHolder
}
