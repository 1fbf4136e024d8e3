package import SkeinStore

/// What a merged replica says of the workload.
package struct TriageFindings: Hashable, Sendable {
    package var statusConflicts = 0
    package var assigneeConflicts = 0
    /// Pairs of chat and tag that are present.
    package var tags = 0
    package var digest: [UInt8]

    package init(_ store: ReplicaStore) throws {
        digest = try store.digest()
        for conflict in try store.conflicts() {
            if conflict.fields.contains(TriageSchema.status) { statusConflicts += 1 }
            if conflict.fields.contains(TriageSchema.assignee) { assigneeConflicts += 1 }
        }
        for id in try store.entityIDs() {
            tags += try store.entity(id)?.elements(TriageSchema.tags).count ?? 0
        }
    }
}
