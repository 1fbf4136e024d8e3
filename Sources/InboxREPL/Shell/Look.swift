/// How rows are to be shown: language, time and colour at this moment.
package struct Look: Sendable {
    package let language: Language
    package let time: RelativeTime
    package let colour: Bool

    package init(language: Language, time: RelativeTime, colour: Bool) {
        self.language = language
        self.time = time
        self.colour = colour
    }

    /// The same for machines, which read English whatever the interface speaks.
    var english: Look {
        Look(
            language: .en, time: RelativeTime(now: time.now, zone: time.zone, language: .en),
            colour: colour)
    }
}
