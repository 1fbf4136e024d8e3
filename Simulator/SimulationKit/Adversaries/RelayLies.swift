import SkeinCRDT

/// The ways in which a simulated relay can lie. It has its own signing keys, and nobody else's.
enum RelayLies {
    static let kinds =
        PageLie.Kind.allCases.map(\.rawValue) + ["fork", "rollback", "lying-409"]

    static func make(
        _ words: [String], world: World
    ) throws(StepError) -> any RelayMisbehaviour {
        let word = words.first ?? ""
        if let kind = PageLie.Kind(rawValue: word) { return PageLie(kind, world: world) }
        switch word {
        case "fork", "rollback":
            do { return try ForkedRelay(name: word, world: world) } catch {
                throw StepError("the relay cannot be forked: \(error)")
            }
        case "lying-409": return LyingConflict(world: world)
        default: throw StepError("no relay lies like '\(word)'")
        }
    }
}
