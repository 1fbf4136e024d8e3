import CSQLite

/// Locks of one machine's files: SQLite's levels by open file, and whole files by owner.
struct DiskLocks: Sendable {
    struct Owner: Hashable, Sendable {
        let number: Int
        let processID: Int32
    }

    private struct Level: Sendable {
        let file: Int
        var level: Int32
    }

    private var levelByHandle: [Int: Level] = [:]
    private var ownerByPath: [String: Owner] = [:]

    // MARK: SQLite's levels (sqlite.org/lockingv3.html)

    /// False where others' locks are in the way; a pending lock that was got on the way is kept.
    mutating func raise(_ handle: Int, file: Int, to level: Int32) -> Bool {
        let own = levelByHandle[handle]?.level ?? SQLITE_LOCK_NONE
        guard own < level else { return true }
        let others = highestLevel(file: file, except: handle)
        switch level {
        case SQLITE_LOCK_SHARED where others >= SQLITE_LOCK_PENDING: return false
        case SQLITE_LOCK_RESERVED where others >= SQLITE_LOCK_RESERVED: return false
        case SQLITE_LOCK_EXCLUSIVE where others >= SQLITE_LOCK_RESERVED: return false
        case SQLITE_LOCK_EXCLUSIVE where others >= SQLITE_LOCK_SHARED:
            levelByHandle[handle] = Level(file: file, level: SQLITE_LOCK_PENDING)
            return false
        default:
            levelByHandle[handle] = Level(file: file, level: level)
            return true
        }
    }

    mutating func lower(_ handle: Int, to level: Int32) {
        guard let own = levelByHandle[handle], own.level > level else { return }
        levelByHandle[handle] =
            level == SQLITE_LOCK_NONE ? nil : Level(file: own.file, level: level)
    }

    func isReserved(file: Int) -> Bool {
        highestLevel(file: file, except: nil) >= SQLITE_LOCK_RESERVED
    }

    mutating func release(_ handle: Int) { levelByHandle[handle] = nil }

    private func highestLevel(file: Int, except handle: Int?) -> Int32 {
        levelByHandle.reduce(SQLITE_LOCK_NONE) { highest, entry in
            entry.key == handle || entry.value.file != file
                ? highest : max(highest, entry.value.level)
        }
    }

    // MARK: Whole files

    /// Nil when the lock is taken now; else its owner.
    mutating func take(_ path: String, _ owner: Owner) -> Owner? {
        if let holder = ownerByPath[path] { return holder }
        ownerByPath[path] = owner
        return nil
    }

    /// Nothing where somebody else, a later process, has it.
    mutating func release(_ path: String, _ owner: Owner) {
        if ownerByPath[path] == owner { ownerByPath[path] = nil }
    }
}
