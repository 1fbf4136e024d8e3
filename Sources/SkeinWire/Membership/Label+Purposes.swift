/// Every purpose that something is signed or hashed for.
extension Label {
    package static let batch = "sk1 batch"
    package static let member = "sk1 member"
    static let deviceID = "sk1 device id"
    static let epoch = "sk1 epoch"
    static let invite = "sk1 invite"
    static let join = "sk1 join"
    static let comparison = "sk1 compare"
}
