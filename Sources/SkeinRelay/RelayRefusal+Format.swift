import SkeinWire

extension RelayRefusal {
    /// The answer to bytes that are no append.
    init(unreadable error: FormatError) {
        switch error {
        case .tooLarge(let sizeBytes):
            self.init(.tooLarge, "\(sizeBytes) bytes are more than an entry may have")
        case .bytes(.tooLong(let length, let max)):
            self.init(.tooLarge, "a part has \(length) bytes, at most \(max) are allowed")
        default:
            self.init(.malformed, "the append cannot be read: \(error)")
        }
    }
}
