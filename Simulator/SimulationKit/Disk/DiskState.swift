import SkeinCRDT

/// An open file: a token that the end of the process makes worthless.
struct DiskHandle: Hashable, Sendable {
    let number: Int
    /// The name by which it was opened.
    let path: String
}

/// All that a simulated disk holds; `SimulatedDisk` guards it.
struct DiskState: Sendable {
    private enum NameChange: Sendable {
        case link(String, file: Int)
        case rename(String, to: String)
        case remove(String)
    }

    var random: SplitMix64
    var plan = FaultPlan()
    var onEvent: (@Sendable (DiskEvent) -> Void)?
    var onCall: (@Sendable (DiskCall) -> DiskDecision)?
    /// Told once the disk's lock is free again.
    var eventsToTell: [DiskEvent] = []
    var isDown = false
    var byteBudget: Int?
    var ignoresSync = false
    var failedSyncKeepsCache = false
    var processID: Int32 = 1
    var locks = DiskLocks()

    private var fileByNumber: [Int: DiskFile] = [:]
    private var numberByName: [String: Int] = [:]
    private var durableNumberByName: [String: Int] = [:]
    /// In order: a power loss undoes a last part of them, as a file system with a journal does.
    private var pendingNames: [NameChange] = []
    private var folders: Set<String> = []
    private var fileByHandle: [Int: Int] = [:]
    private var nextNumber = 1

    init(random: SplitMix64) { self.random = random }

    // MARK: Names

    var paths: [String] { numberByName.keys.sorted() }

    func number(of path: String) -> Int? { numberByName[path] }

    func exists(_ path: String) -> Bool { numberByName[path] != nil || folders.contains(path) }

    func file(named path: String) -> DiskFile? { numberByName[path].flatMap { fileByNumber[$0] } }

    /// Content as the platter has it, under the name that a power loss would leave.
    func durableFile(named path: String) -> DiskFile? {
        durableNumberByName[path].flatMap { fileByNumber[$0] }
    }

    mutating func makeFolder(_ path: String) {
        var path = path[...]
        while !path.isEmpty {
            folders.insert(String(path))
            path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        }
    }

    mutating func rename(_ path: String, to newPath: String) throws(DiskError) {
        guard let number = numberByName.removeValue(forKey: path) else { throw .missing }
        numberByName[newPath] = number
        pendingNames.append(.rename(path, to: newPath))
        record(DiskEvent(.rename, path, hash: ByteHash.of(Array(newPath.utf8))))
        forgetUnreachable()
    }

    mutating func remove(_ path: String) throws(DiskError) {
        guard numberByName.removeValue(forKey: path) != nil else { throw .missing }
        pendingNames.append(.remove(path))
        record(DiskEvent(.remove, path))
        forgetUnreachable()
    }

    /// A journal keeps the order of names, so making one folder's durable makes all durable.
    mutating func syncFolder(_ path: String) {
        record(DiskEvent(.syncFolder, path))
        guard !ignoresSync else { return }
        for change in pendingNames { apply(change) }
        pendingNames = []
        forgetUnreachable()
    }

    private mutating func apply(_ change: NameChange) {
        switch change {
        case .link(let name, let file): durableNumberByName[name] = file
        case .rename(let old, let new):
            durableNumberByName[new] = durableNumberByName.removeValue(forKey: old)
        case .remove(let name): durableNumberByName[name] = nil
        }
    }

    // MARK: Open files

    mutating func open(_ path: String, creates: Bool) throws(DiskError) -> (DiskHandle, Bool) {
        let isNew = numberByName[path] == nil
        if isNew {
            guard creates else { throw .missing }
            let number = takeNumber()
            fileByNumber[number] = DiskFile()
            numberByName[path] = number
            pendingNames.append(.link(path, file: number))
            record(DiskEvent(.create, path))
        }
        let handle = DiskHandle(number: takeNumber(), path: path)
        fileByHandle[handle.number] = numberByName[path]
        return (handle, isNew)
    }

    mutating func close(_ handle: DiskHandle) {
        fileByHandle[handle.number] = nil
        locks.release(handle.number)
        forgetUnreachable()
    }

    func number(of handle: DiskHandle) throws(DiskError) -> Int {
        guard !isDown, let number = fileByHandle[handle.number] else { throw .ended }
        return number
    }

    func file(_ handle: DiskHandle) throws(DiskError) -> DiskFile {
        guard let file = fileByNumber[try number(of: handle)] else { throw .ended }
        return file
    }

    mutating func change(_ handle: DiskHandle, _ body: (inout DiskFile) -> Void)
        throws(DiskError)
    {
        body(&fileByNumber[try number(of: handle), default: DiskFile()])
    }

    mutating func change(named path: String, _ body: (inout DiskFile) -> Void) {
        guard let number = numberByName[path] else { return }
        body(&fileByNumber[number, default: DiskFile()])
    }

    /// Bytes of all files that have a name or are open.
    var usedBytes: Int {
        Set(numberByName.values).union(fileByHandle.values)
            .reduce(0) { $0 + (fileByNumber[$1]?.cached.count ?? 0) }
    }

    // MARK: Ends

    /// The kernel lets go of what the process had open and locked.
    mutating func endProcess() {
        fileByHandle = [:]
        locks = DiskLocks()
        forgetUnreachable()
    }

    mutating func losePower() -> PowerLossTally {
        endProcess()
        var tally = PowerLossTally()
        let keptNames = Int(random.below(UInt64(pendingNames.count + 1)))
        for change in pendingNames.prefix(keptNames) { apply(change) }
        tally.lostNames = pendingNames.count - keptNames
        pendingNames = []
        numberByName = durableNumberByName
        for number in fileByNumber.keys.sorted() {
            fileByNumber[number]?.losePower(&random, &tally)
        }
        forgetUnreachable()
        return tally
    }

    // MARK: Copies

    var snapshot: DiskSnapshot {
        DiskSnapshot(
            contentByPath: numberByName.compactMapValues { fileByNumber[$0]?.cached },
            folders: folders)
    }

    mutating func restore(_ snapshot: DiskSnapshot) {
        endProcess()
        fileByNumber = [:]
        numberByName = [:]
        durableNumberByName = [:]
        pendingNames = []
        folders = snapshot.folders
        for path in snapshot.paths { plant(snapshot.contentByPath[path] ?? [], at: path) }
    }

    /// Makes a file as if it had always been there.
    mutating func plant(_ bytes: [UInt8], at path: String) {
        let number = takeNumber()
        fileByNumber[number] = DiskFile(durable: bytes)
        numberByName[path] = number
        durableNumberByName[path] = number
        forgetUnreachable()
    }

    mutating func record(_ event: DiskEvent) {
        if onEvent != nil { eventsToTell.append(event) }
    }

    mutating func takeNumber() -> Int {
        defer { nextNumber += 1 }
        return nextNumber
    }

    /// A file lives as long as somebody can come by it.
    private mutating func forgetUnreachable() {
        var reachable = Set(numberByName.values).union(durableNumberByName.values)
        reachable.formUnion(fileByHandle.values)
        for case .link(_, let file) in pendingNames { reachable.insert(file) }
        guard reachable.count < fileByNumber.count else { return }
        fileByNumber = fileByNumber.filter { reachable.contains($0.key) }
    }
}
