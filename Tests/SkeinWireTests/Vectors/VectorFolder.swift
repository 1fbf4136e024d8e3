import Foundation
import SkeinWire

/// Reads the files of one set of conformance vectors.
struct VectorFolder {
    let url: URL

    init?(_ url: URL?) {
        guard let url else { return nil }
        self.url = url
    }

    func json<Content: Decodable>(_ file: String, as type: Content.Type = Content.self) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(contentsOf: url.appending(path: file)))
    }

    /// The lines that are neither empty nor a remark.
    func lines(_ file: String) throws -> [String] {
        try String(contentsOf: url.appending(path: file), encoding: .utf8)
            .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }
}

/// Bytes that a JSON file gives in hexadecimal.
struct HexBytes: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        bytes = try Hex.decode(try decoder.singleValueContainer().decode(String.self))
    }
}

/// Bytes that a JSON file gives in base64.
struct Base64Bytes: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        bytes = try Base64.decode(try decoder.singleValueContainer().decode(String.self))
    }
}

/// How a set went: the line that a reader of the log looks for.
struct VectorCount: Equatable {
    var accepted = 0
    var refused = 0

    mutating func note(accepted isAccepted: Bool) {
        if isAccepted { accepted += 1 } else { refused += 1 }
    }

    mutating func add(_ other: VectorCount) {
        accepted += other.accepted
        refused += other.refused
    }

    func report(_ set: String, _ remark: String = "") {
        print("\(set): \(accepted) accepted, \(refused) refused\(remark)")
    }
}
