import Foundation
import SkeinWire

/// The sealed batches of the writers, as files that the phases hand on: `blob3-0` is writer 3's
/// first one, byte for byte as it would go to the relay.
struct BatchFiles {
    let folder: URL

    func write(_ batches: [SealedBatch], of writer: Int) throws {
        for (number, batch) in batches.enumerated() {
            let url = file(writer, number)
            try Data(batch.encoded()).write(to: url)
            let handle = try FileHandle(forUpdating: url)
            try handle.synchronize()
            try handle.close()
        }
    }

    /// The bytes of each writer's batches, in order.
    func all(writers: Int) throws -> [[[UInt8]]] {
        try (0..<writers).map { writer in
            var batches: [[UInt8]] = []
            while let bytes = FileManager.default.contents(
                atPath: file(writer, batches.count).path)
            {
                batches.append([UInt8](bytes))
            }
            guard !batches.isEmpty else { throw BenchError.unreadable(file(writer, 0).path) }
            return batches
        }
    }

    private func file(_ writer: Int, _ number: Int) -> URL {
        folder.appending(path: "blob\(writer)-\(number)")
    }
}
