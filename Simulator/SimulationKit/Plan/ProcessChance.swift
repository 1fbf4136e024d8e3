import CSodium
import Foundation
import SkeinCRDT
import SkeinWire
import Synchronization

/// Seeds what draws without being asked for a generator: libsodium's sealed boxes and SQLite.
///
/// libsodium has one source of chance for the whole process; what a run draws comes from its own
/// generator all the same, whatever other threads draw meanwhile.
enum ProcessChance {
    @TaskLocal private static var current: Drawn?

    /// A run's own generator, drawn from by one thread.
    private final class Drawn: Sendable {
        private let generator: Mutex<SplitMix64>

        init(seed: UInt64) { generator = Mutex(Generators(seed: seed).generator("sodium")) }

        func fill(_ target: UnsafeMutableRawBufferPointer) {
            generator.withLock { generator in
                for index in target.indices {
                    target[index] = UInt8(truncatingIfNeeded: generator.next())
                }
            }
        }
    }

    /// One at a time in a process, since SQLite's chance is the process's.
    private static let turn = NSLock()

    /// While `body` runs, what it draws on this thread is the seed's.
    static func seeded<Result>(_ seed: UInt64, _ body: () -> Result) -> Result {
        // It draws when it is first used: else a process's first run would differ from its others.
        Sodium.initialize()
        _ = installed
        return turn.withLock {
            SimulatedVFS.seed(seed)
            return $current.withValue(Drawn(seed: seed), operation: body)
        }
    }

    /// libsodium keeps the address: the structure lives as long as the process.
    private static let installed: Void = {
        let made = UnsafeMutablePointer<randombytes_implementation>.allocate(capacity: 1)
        made.initialize(to: randombytes_implementation())
        made.pointee.implementation_name = { UnsafePointer(name) }
        made.pointee.random = {
            var word: UInt32 = 0
            withUnsafeMutableBytes(of: &word) { fill($0) }
            return word
        }
        made.pointee.buf = { fill(UnsafeMutableRawBufferPointer(start: $0, count: $1)) }
        _ = randombytes_set_implementation(made)
    }()

    // Made once, never changed: libsodium reads it whenever it likes.
    nonisolated(unsafe) private static let name: UnsafeMutablePointer<CChar> = {
        let text = Array("skein-simulation".utf8CString)
        let made = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
        made.initialize(from: text, count: text.count)
        return made
    }()

    private static func fill(_ target: UnsafeMutableRawBufferPointer) {
        if let current { return current.fill(target) }
        skein_system_random(target.baseAddress, target.count)
    }
}
