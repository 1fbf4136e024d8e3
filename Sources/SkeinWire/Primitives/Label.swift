/// The 16 bytes that stand before whatever is signed or hashed, so that nothing made for one
/// purpose serves for another.
package enum Label {
    package static let length = 16

    /// The text padded with zeros.
    ///
    /// - Precondition: 1 to 16 bytes.
    package static func padded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        precondition((1...length).contains(bytes.count), "a label has 1 to 16 bytes")
        return bytes + [UInt8](repeating: 0, count: length - bytes.count)
    }
}
