import GRDB
package import SkeinStore
import SkeinWire

/// The inbox's own tables, kept in step with the replica inside its transactions.
///
/// Which kind of thing an entity is, its facts say; a chat's row follows its messages, notes and
/// replies as well.
package enum InboxViews {
    package static let views = Views(
        version: 2, tables: InboxTables.names, rowNumberByTable: ["passage": "id"],
        create: InboxTables.create, update: update)

    @Sendable private static func update(_ state: EntityState, _ context: ViewContext) throws {
        if let fact = ChatFact(state.shown(Field.chatOpened)?.value) {
            try ChatView(state: state, fact: fact, context: context).update()
        } else if let fact = MessageFact(state.shown(Field.messageBody)?.value) {
            try MessageView(state: state, fact: fact, context: context).update()
        } else if let fact = NoteFact(state.shown(Field.noteBody)?.value) {
            try NoteView(state: state, fact: fact, context: context).update()
        } else if let fact = SourceFact(state.shown(Field.sourceAbout)?.value) {
            try SourceView(state: state, fact: fact, context: context).update()
        } else if let fact = DraftFact(state.shown(Field.draftAbout)?.value) {
            try DraftView(state: state, fact: fact, context: context).update()
        } else if let fact = DefinitionFact(state.shown(Field.definitionAbout)?.value) {
            try DefinitionView(state: state, fact: fact, context: context).update()
        } else if let number = InboxID.personNumber(of: state.id) {
            try PersonView(state: state, number: number, context: context).update()
        } else {
            try InboxTables.forget(state.id, context)
        }
    }
}
