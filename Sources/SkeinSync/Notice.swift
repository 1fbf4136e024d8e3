package import SkeinWire

/// Something that a person should learn of; wording is left to the one who shows it.
package struct Notice: Hashable, Sendable {
    package enum Urgency: Hashable, Sendable { case information, warning, alarm }

    package var urgency: Urgency
    /// Names the kind of event, for instance `source.unauthorized`; stable, for wording and tests.
    package var code: String
    /// The entity it is about.
    package var subject: EntityID?
    /// Facts in English, without secrets and without texts of people.
    package var detail: String

    package init(
        _ urgency: Urgency, _ code: String, subject: EntityID? = nil, detail: String = ""
    ) {
        self.urgency = urgency
        self.code = code
        self.subject = subject
        self.detail = detail
    }
}
