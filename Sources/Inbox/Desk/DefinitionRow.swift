package import SkeinWire

/// A saved view, a macro or a template.
package struct DefinitionRow: Hashable, Sendable {
    package var entity: EntityID
    package var kind: DefinitionKind
    package var name: String
    package var body: String
    /// Nil: everybody's.
    package var owner: PersonReference?
    package var isMine: Bool
    /// Bodies that somebody else gave it without seeing this one.
    package var others: [String]
}
