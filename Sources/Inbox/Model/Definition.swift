import SkeinStore
import SkeinWire

/// What operators make for themselves or for all: a name and a text.
package enum DefinitionKind: String, CaseIterable, Codable, Sendable {
    /// A saved query.
    case view
    /// Lines of commands.
    case macro
    /// A text for replies, with variables.
    case template
}

/// `definition.about`: what a definition is and whose.
///
/// A list of: kind (text), owner (the person's number, or null: everybody's). Name and body are
/// registers beside it, so that versions made apart are both kept.
struct DefinitionFact: Hashable {
    var kind: DefinitionKind
    var owner: UInt32?

    func edit(_ entity: EntityID) -> Edit {
        .fact(
            entity, field: Field.definitionAbout,
            [
                .value(.text(kind.rawValue)),
                .value(owner.map { .integer(Int64($0)) } ?? .null),
            ])
    }

    init(kind: DefinitionKind, owner: UInt32?) {
        self.kind = kind
        self.owner = owner
    }

    /// Nil for a value that this build cannot read.
    init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 2, case .text(let code) = parts[0],
            let kind = DefinitionKind(rawValue: code)
        else { return nil }
        self.kind = kind
        if case .integer(let number) = parts[1] { owner = UInt32(exactly: number) }
    }
}
