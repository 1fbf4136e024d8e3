import Foundation

/// Writes the little JSON that requests need, with sorted keys.
enum JSONText {
    static func bytes(_ object: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(object))
        } catch {
            preconditionFailure("strings and integers can be written as JSON: \(error)")
        }
    }
}
