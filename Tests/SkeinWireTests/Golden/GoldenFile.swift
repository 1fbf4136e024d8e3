import Foundation
import SkeinTesting

/// Golden bytes in `Fixtures/wire`, written by `Simulator/oracle/wire_vectors.py`.
enum GoldenFile {
    static func load<Content: Decodable>(_ name: String) throws -> Content {
        let data = try Data(contentsOf: Fixtures.url("wire/\(name).json"))
        return try JSONDecoder().decode(Content.self, from: data)
    }
}
