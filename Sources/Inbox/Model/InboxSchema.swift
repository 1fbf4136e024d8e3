package import SkeinStore
import SkeinWire

/// The fields of the inbox and the rule of each: what is used while several values are alive.
///
/// | entity  | field          | kind     | value |
/// | ------- | -------------- | -------- | ----- |
/// | chat    | chat.opened    | fact     | `ChatFact` |
/// | chat    | chat.buyer     | register | text: the name that the platform shows |
/// | chat    | chat.context   | register | text: `ChatContext` |
/// | chat    | chat.status    | register | `ChatStatus` code |
/// | chat    | chat.assignee  | register | number of a person, or null |
/// | chat    | chat.tags      | set      | text |
/// | chat    | chat.snooze    | register | ms since 1970, or the largest integer: until the buyer writes; null: awake |
/// | chat    | chat.snoozeZone | register | text: the zone in which that was meant |
/// | chat    | chat.links     | set      | text: id of another chat, larger than its own, in hex |
/// | message | message.body   | fact     | `MessageFact` |
/// | note    | note.body      | fact     | `NoteFact` |
/// | note    | note.withdrawn | register | true where its author took it back |
/// | source  | source.about   | fact     | `SourceFact` |
/// | source  | source.name    | register | text |
/// | source  | source.url     | register | text: where it answers, offered to colleagues |
/// | person  | person.login   | register | text |
/// | person  | person.name    | register | text |
/// | draft   | draft.about    | fact     | `DraftFact` |
/// | draft   | draft.text     | register | text; empty: given up |
/// | definition | definition.about | fact | `DefinitionFact` |
/// | definition | definition.name | register | text |
/// | definition | definition.body | register | text |
/// | definition | definition.removed | register | true where it is no longer wanted |
package enum InboxSchema {
    package static let schema = Schema([
        FieldRule(Field.chatOpened, .fact),
        FieldRule(Field.chatBuyer, .register(.latest)),
        FieldRule(Field.chatContext, .register(.latest)),
        FieldRule(Field.chatStatus, .register(.ranked(statusRanks))),
        FieldRule(Field.chatAssignee, .register(.firstSet)),
        FieldRule(Field.chatTags, .set),
        FieldRule(Field.chatSnooze, .register(.lowest)),
        FieldRule(Field.chatSnoozeZone, .register(.latest)),
        FieldRule(Field.chatLinks, .set),
        FieldRule(Field.messageBody, .fact),
        FieldRule(Field.noteBody, .fact),
        FieldRule(Field.noteWithdrawn, .register(.latest)),
        FieldRule(Field.sourceAbout, .fact),
        FieldRule(Field.sourceName, .register(.latest)),
        FieldRule(Field.sourceURL, .register(.latest)),
        FieldRule(Field.personLogin, .register(.latest)),
        FieldRule(Field.personName, .register(.latest)),
        FieldRule(Field.draftAbout, .fact),
        FieldRule(Field.draftText, .register(.latest)),
        FieldRule(Field.definitionAbout, .fact),
        FieldRule(Field.definitionName, .register(.latest)),
        FieldRule(Field.definitionBody, .register(.latest)),
        FieldRule(Field.definitionRemoved, .register(.latest)),
    ])

    private static let statusRanks = ChatStatus.byAttention.map { Value.text($0.rawValue) }
}

/// Names of fields as they stand in operations; never to be changed.
package enum Field {
    package static let chatOpened = "chat.opened"
    package static let chatBuyer = "chat.buyer"
    package static let chatContext = "chat.context"
    package static let chatStatus = "chat.status"
    package static let chatAssignee = "chat.assignee"
    package static let chatTags = "chat.tags"
    package static let chatSnooze = "chat.snooze"
    package static let chatSnoozeZone = "chat.snoozeZone"
    package static let chatLinks = "chat.links"
    package static let messageBody = "message.body"
    package static let noteBody = "note.body"
    package static let noteWithdrawn = "note.withdrawn"
    package static let sourceAbout = "source.about"
    package static let sourceName = "source.name"
    package static let sourceURL = "source.url"
    package static let personLogin = "person.login"
    package static let personName = "person.name"
    package static let draftAbout = "draft.about"
    package static let draftText = "draft.text"
    package static let definitionAbout = "definition.about"
    package static let definitionName = "definition.name"
    package static let definitionBody = "definition.body"
    package static let definitionRemoved = "definition.removed"

    /// Fields that people set, so that different values alive are a question for people. Those that
    /// only platforms write are not among them.
    package static let decidedByPeople = [
        chatAssignee, chatStatus, definitionBody, definitionName, personLogin, personName,
        sourceName, sourceURL,
    ]
}
