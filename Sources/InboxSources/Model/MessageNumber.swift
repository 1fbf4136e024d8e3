/// Ids that are whole numbers written out, of any length.
package enum MessageNumber {
    /// By value.
    package static func isLess(_ left: String, _ right: String) -> Bool {
        (left.utf8.count, left) < (right.utf8.count, right)
    }
}
