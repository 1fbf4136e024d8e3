package import SkeinTransport

#if PLANTED_BUGS
    import SkeinCRDT
#endif

extension SendVerdict {
    /// The class of a call that got no answer.
    package init(_ failure: HTTPFailure) {
        #if PLANTED_BUGS
            if planted(.timeoutNotSent) { self = .notSent(reason: "lost", wait: nil); return }
        #endif
        self =
            failure.mayHaveBeenSent
            ? .unknown(reason: failure.detail) : .notSent(reason: failure.detail, wait: nil)
    }
}
