/// A member's device that does not keep to the rules.
enum HostileMember {
    static let kinds: [String] = []

    static func act(_ device: DeviceNode, _ words: [String]) throws(StepError) {
        throw StepError("no device is hostile like '\(words.joined(separator: " "))'")
    }
}
