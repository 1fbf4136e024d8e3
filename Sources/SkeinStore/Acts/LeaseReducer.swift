package import SkeinWire

/// The one function that says who holds a lease, on every replica alike.
package enum LeaseReducer {
    package static func apply(
        verb: String, subject: EntityID, arguments: [Value], to lease: LeaseRecord?,
        context: LeaseContext
    ) -> LeaseOutcome {
        guard let verb = LeaseVerb(rawValue: verb), arguments.isEmpty else {
            return .void(.malformed)
        }
        guard context.role >= verb.role else { return .void(.roleTooLow) }
        switch verb {
        case .lease: return take(subject, lease, context)
        case .unlease:
            guard lease?.holder == context.author else { return .void(.notTheHolder) }
            return end(lease)
        case .expireLease: return end(lease)
        }
    }

    private static func take(
        _ resource: EntityID, _ lease: LeaseRecord?, _ context: LeaseContext
    ) -> LeaseOutcome {
        if let lease, let holder = lease.holder {
            // Nothing changes: the batch itself has renewed it.
            guard holder != context.author else { return .changed(lease) }
            let isHeld = lease.isHeld(
                at: context.logTime, term: context.policy.leaseTermMilliseconds,
                mayHold: context.mayHold(holder), lastBatch: context.lastBatchTime(holder))
            guard !isHeld else { return .void(.leaseTaken) }
        }
        return .changed(
            LeaseRecord(
                resource: resource, holder: context.author, index: context.index,
                time: context.logTime))
    }

    private static func end(_ lease: LeaseRecord?) -> LeaseOutcome {
        guard var lease, lease.holder != nil else { return .void(.wrongState) }
        lease.holder = nil
        return .changed(lease)
    }
}
