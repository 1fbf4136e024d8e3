package import SkeinStore
package import SkeinWire

/// What the workload keeps: a status and an assignee, each with the last one shown, and tags.
package enum TriageSchema {
    package static let status = "triage.status"
    package static let assignee = "triage.assignee"
    package static let tags = "triage.tags"

    package static let schema = Schema([
        FieldRule(status, .register(.latest)), FieldRule(assignee, .register(.latest)),
        FieldRule(tags, .set),
    ])
}

extension TriageOperation {
    package var entity: EntityID { EntityID(Array(chat.utf8)) }

    package var edit: Edit {
        switch kind {
        case .status: .write(entity, field: TriageSchema.status, .text(value))
        case .assignee: .write(entity, field: TriageSchema.assignee, .text(value))
        case .addTag: .add(entity, field: TriageSchema.tags, .text(value))
        case .removeTag: .remove(entity, field: TriageSchema.tags, .text(value))
        }
    }
}
