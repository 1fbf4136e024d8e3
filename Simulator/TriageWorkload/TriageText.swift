/// The workload as text, by which two generators are compared: one line an operation,
/// `index TAB replica TAB kind TAB chat TAB value NEWLINE`.
package enum TriageText {
    /// SHA-256 of the text of the standard workload, in hex.
    package static let standardHash =
        "dfa135e481bc65099cd0428bed1e6c0cd1c166f1f0c8232093f7d213398329de"
    package static let standardBytes = 2_340_420

    package static func encode(_ operations: [TriageOperation]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(operations.count * 24)
        for operation in operations {
            let fields = [
                String(operation.index), String(operation.replica), operation.kind.rawValue,
                operation.chat, operation.value,
            ]
            for (place, field) in fields.enumerated() {
                text.append(contentsOf: field.utf8)
                text.append(place == fields.count - 1 ? UInt8(ascii: "\n") : UInt8(ascii: "\t"))
            }
        }
        return text
    }
}
