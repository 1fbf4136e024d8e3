import SkeinWire

#if PLANTED_BUGS
    import SkeinCRDT
#endif

extension ActIntent {
    /// The intent that a valid plan becomes under the policy in force at its index.
    init(_ plan: ActPlan, _ context: ActContext) {
        let wait = Self.quarantine(deadline: plan.deadline, policy: context.policy)
        self.init(
            attempt: plan.attempt, device: context.author, index: context.index,
            time: context.logTime, textVersion: plan.textVersion, watermark: plan.watermark,
            bodyHash: plan.bodyHash, sendWindow: context.policy.sendWindowMilliseconds,
            deadline: plan.deadline, quarantine: wait, reconcileFrom: context.logTime + wait,
            attemptsMax: context.policy.attemptsMax, doubt: nil)
    }

    /// How long after the intent the request may still arrive and show up in the history (ms).
    ///
    /// With the policy's own deadline the policy says it. A longer deadline adds its excess, and
    /// the whole is divided by 0.9, because clocks' rates are trusted to ten per cent only.
    static func quarantine(deadline: UInt64, policy: Policy) -> UInt64 {
        let standard = policy.reconcileAfterMilliseconds
        #if PLANTED_BUGS
            if planted(.noQuarantine) { return 0 }
        #endif
        guard deadline > policy.requestDeadlineMilliseconds else { return standard }
        let longer = standard + (deadline - policy.requestDeadlineMilliseconds)
        return (longer * 10 + 8) / 9
    }
}
