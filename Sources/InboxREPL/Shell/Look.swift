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
}
