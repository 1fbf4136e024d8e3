import CSodium
import SkeinCRDT
import SkeinWire
import Synchronization

/// Seeds what draws without being asked for a generator: libsodium's sealed boxes and SQLite.
struct ProcessChance {
    private static let generator = Mutex(SplitMix64(seed: 0))

    /// From now on, for the whole process.
    init(seed: UInt64) {
        // It draws when it is first used: else a process's first run would differ from its others.
        Sodium.initialize()
        Self.generator.withLock { $0 = Generators(seed: seed).generator("sodium") }
        SimulatedVFS.seed(seed)
        // The C structure has to outlive its use: it lives as long as the process.
        _ = randombytes_set_implementation(Self.seeded)
    }

    /// The system's chance again.
    func release() { skein_use_system_randomness() }

    // Made once, never changed.
    nonisolated(unsafe) private static let seeded:
        UnsafeMutablePointer<randombytes_implementation> =
            {
                let made = UnsafeMutablePointer<randombytes_implementation>.allocate(capacity: 1)
                made.initialize(to: randombytes_implementation())
                made.pointee.implementation_name = { UnsafePointer(name) }
                made.pointee.random = { UInt32(truncatingIfNeeded: draw()) }
                made.pointee.buf = { target, count in
                    guard let target else { return }
                    let bytes = target.assumingMemoryBound(to: UInt8.self)
                    for index in 0..<count { bytes[index] = UInt8(truncatingIfNeeded: draw()) }
                }
                return made
            }()

    // Made once, never changed: libsodium reads it whenever it likes.
    nonisolated(unsafe) private static let name: UnsafeMutablePointer<CChar> = {
        let text = Array("skein-simulation".utf8CString)
        let made = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
        made.initialize(from: text, count: text.count)
        return made
    }()

    private static func draw() -> UInt64 { generator.withLock { $0.next() } }
}
