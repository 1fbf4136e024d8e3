package import SkeinTransport

extension SendVerdict {
    /// The class of a call that got no answer.
    package init(_ failure: HTTPFailure) {
        self =
            failure.mayHaveBeenSent
            ? .unknown(reason: failure.detail) : .notSent(reason: failure.detail, wait: nil)
    }
}
