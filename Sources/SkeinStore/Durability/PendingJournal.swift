import SkeinCRDT
import SkeinFiles
import SkeinWire

/// The second copy of own unsent edits: a file that only grows, beside the database.
///
/// What is gathered waits in memory and is written and synced at most once a second, so that no
/// edit waits for it: against power cuts stands the database alone, this file against damage to it.
/// With each writing goes the number of the database's last transaction: one that holds fewer has
/// lost its end.
final class PendingJournal {
    static let name = "pending.journal"
    /// Rule 39.
    private static let pause: Duration = .seconds(1)
    /// Above so many waiting records the recorder writes them itself rather than use more memory.
    private static let waitingMax = 1 << 16
    /// A shorter file is not worth writing anew for the sake of records that are done with.
    private static let recordsKept = 1_024

    private let path: String
    private let files: any FileSystem
    private var file: (any AppendableFile)?
    private var waiting: [JournalRecord] = []
    /// Bytes of whole, synced records; the file may be longer after a failure.
    private var wholeBytes = 0
    /// Records of operations and of transactions in the file.
    private var recordCount = 0
    /// The transaction that the file names.
    private var commits: UInt64 = 0
    private var nextFlush: MonotonicTime?
    /// Some of its operations are done with: it may be emptied, or written anew in short.
    private var hasSettled = false
    /// What the file says is no longer right: it is written anew from the database.
    private(set) var isStale = false

    init(folder: String, files: any FileSystem) {
        path = "\(folder)/\(Self.name)"
        self.files = files
    }

    // MARK: Reading

    /// All of the file as it is; appending goes on after its last whole record.
    func read() throws(FileError) -> JournalReading {
        guard let bytes = try files.read(path) else { return JournalReading() }
        let reading = JournalReading(bytes)
        wholeBytes = bytes.count - reading.damagedBytes
        recordCount = reading.recordCount
        commits = reading.commits
        return reading
    }

    // MARK: Gathering

    func gather(_ operations: [JournalOperation]) {
        waiting += operations.map { .operation($0) }
    }

    /// Operations that were taken back must not return.
    func withdraw(_ counters: [UInt64]) {
        settle(Set(counters))
        guard recordCount > 0 else { return }
        waiting.append(.withdrawn(counters))
    }

    /// The log shows these operations.
    func settle(_ counters: Set<UInt64>) {
        guard !counters.isEmpty else { return }
        hasSettled = true
        waiting.removeAll { record in
            guard case .operation(let item) = record else { return false }
            return counters.contains(item.counter)
        }
    }

    /// Has the file written anew from the database at the next turn.
    func invalidate() { isStale = true }

    var isOverfull: Bool { waiting.count > Self.waitingMax }

    /// Whether a second has passed since the last writing, and something is to be written.
    func isDue(now: MonotonicTime, commits: UInt64) -> Bool {
        guard isBehind(commits: commits) else { return false }
        if let nextFlush, now < nextFlush { return false }
        nextFlush = now + Self.pause
        return true
    }

    /// When what is to be written will be; nil where there is nothing, or it may be at any time.
    func due(commits: UInt64) -> MonotonicTime? { isBehind(commits: commits) ? nextFlush : nil }

    private func isBehind(commits: UInt64) -> Bool {
        !waiting.isEmpty || isStale || hasSettled || commits > self.commits
    }

    /// Whether the file holds so much that is done with that it is better written anew.
    func isWorthRewriting(unsent: Int) -> Bool {
        guard wholeBytes > 0 else { return false }
        return hasSettled && unsent == 0 || recordCount > 2 * unsent + Self.recordsKept
    }

    // MARK: Writing

    /// Writes and syncs what waits, after cutting off what an earlier failure left.
    func append(owner: DeviceID, commits: UInt64) throws(FileError) {
        hasSettled = false
        guard !waiting.isEmpty || commits > self.commits else { return }
        let file = try opened()
        if file.size != wholeBytes { try file.truncate(to: wholeBytes) }
        var bytes = wholeBytes == 0 ? JournalRecord.owner(owner).encoded() : []
        for record in waiting { bytes += record.encoded() }
        bytes += JournalRecord.committed(commits).encoded()
        do throws(FileError) {
            try file.append(bytes)
            try file.sync()
        } catch {
            // What was not synced is written again, to a file that is opened anew.
            self.file = nil
            throw error
        }
        wholeBytes += bytes.count
        recordCount += waiting.count + 1
        waiting = []
        self.commits = commits
    }

    /// Puts these operations into the place of all that the file holds.
    func rewrite(
        _ operations: [JournalOperation], owner: DeviceID, commits: UInt64
    ) throws(FileError) {
        var bytes = JournalRecord.owner(owner).encoded()
        for item in operations { bytes += JournalRecord.operation(item).encoded() }
        bytes += JournalRecord.committed(commits).encoded()
        file = nil
        try files.replace(path, with: bytes)
        wholeBytes = bytes.count
        recordCount = operations.count + 1
        self.commits = commits
        beFresh()
    }

    func empty() throws(FileError) {
        if try files.size(path) ?? 0 > 0 { try opened().truncate(to: 0) }
        wholeBytes = 0
        recordCount = 0
        commits = 0
        beFresh()
    }

    private func beFresh() {
        waiting = []
        isStale = false
        hasSettled = false
    }

    private func opened() throws(FileError) -> any AppendableFile {
        if let file { return file }
        let opened = try files.openForAppending(path)
        file = opened
        return opened
    }
}
