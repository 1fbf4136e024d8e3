/// What a member does besides the product's own commands: what owners may, and what nobody may.
enum HostileOrMember {
    static let kinds: [String] = []

    static func act(_ device: DeviceNode, _ words: [String]) throws(StepError) {
        throw StepError("no device is hostile like '\(words.joined(separator: " "))'")
    }

    static func setRole(by device: DeviceNode, _ words: [String]) throws(StepError) {
        throw StepError("role DEVICE ROLE")
    }
}
