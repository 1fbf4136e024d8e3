/// The ways in which a simulated relay can lie.
enum RelayLies {
    static let kinds: [String] = []

    static func make(
        _ words: [String], world: World
    ) throws(StepError) -> any RelayMisbehaviour {
        throw StepError("no relay can lie like '\(words.joined(separator: " "))'")
    }
}
