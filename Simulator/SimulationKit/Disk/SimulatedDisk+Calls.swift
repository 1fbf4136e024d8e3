import SkeinCRDT
import Synchronization

/// The calls of a process; `SimulatedVFS` and `SimulatedFileSystem` say them in their own words.
extension SimulatedDisk {
    /// - Returns: the handle, and whether the file was made by this call.
    func open(
        _ path: String, creates: Bool, refusesExisting: Bool = false
    ) throws(DiskError) -> (handle: DiskHandle, isNew: Bool) {
        if let fault = try begin(.open, path) { throw fault.error }
        defer { tell() }
        return try state.withLock { (state) throws(DiskError) in
            if refusesExisting, state.exists(path) { throw .exists }
            return try state.open(path, creates: creates)
        }
    }

    func close(_ handle: DiskHandle) { state.withLock { $0.close(handle) } }

    /// Fewer bytes than asked for at the end of the file, or by a fault.
    func read(_ handle: DiskHandle, at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        let fault = try begin(.read, handle.path, offset: offset, length: count)
        if fault == .readError { throw .failed }
        defer { tell() }
        return try state.withLock { (state) throws(DiskError) in
            if fault == .bitRot { _ = state.rotByChance(handle.path) }
            let bytes = try state.file(handle).read(at: offset, count: count)
            // Nothing at all would be the end of the file.
            guard fault == .shortRead, bytes.count > 1 else { return bytes }
            return Array(bytes.prefix(1 + Int(state.random.below(UInt64(bytes.count - 1)))))
        }
    }

    /// - Parameter offset: nil writes at the end.
    func write(_ bytes: [UInt8], to handle: DiskHandle, at offset: Int?) throws(DiskError) {
        let fault = try begin(.write, handle.path, offset: offset ?? 0, length: bytes.count)
        defer { tell() }
        try state.withLock { (state) throws(DiskError) in
            try state.write(bytes, to: handle, at: offset, fault)
        }
    }

    func truncate(_ handle: DiskHandle, to size: Int) throws(DiskError) {
        let fault = try begin(.truncate, handle.path, offset: size)
        if let fault { throw fault.error }
        defer { tell() }
        try state.withLock { (state) throws(DiskError) in
            try state.change(handle) { $0.truncate(to: size) }
            state.record(DiskEvent(.truncate, handle.path, length: size))
        }
    }

    func sync(_ handle: DiskHandle) throws(DiskError) {
        let fault = try begin(.sync, handle.path)
        defer { tell() }
        try state.withLock { (state) throws(DiskError) in
            let (keepsCache, ignoresSync) = (state.failedSyncKeepsCache, state.ignoresSync)
            guard fault == nil else {
                try state.change(handle) { $0.dropPending(keepsCache: keepsCache) }
                throw .failed
            }
            if !ignoresSync { try state.change(handle) { $0.sync() } }
            state.record(DiskEvent(.sync, handle.path))
        }
    }

    /// Makes names durable.
    func syncFolder(of path: String) throws(DiskError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if let fault = try begin(.syncFolder, folder) { throw fault.error }
        state.withLock { $0.syncFolder(folder) }
        tell()
    }

    func rename(_ path: String, to newPath: String) throws(DiskError) {
        if let fault = try begin(.rename, path) { throw fault.error }
        defer { tell() }
        try state.withLock { (state) throws(DiskError) in try state.rename(path, to: newPath) }
    }

    func remove(_ path: String) throws(DiskError) {
        if let fault = try begin(.remove, path) { throw fault.error }
        defer { tell() }
        try state.withLock { (state) throws(DiskError) in try state.remove(path) }
    }

    // MARK: Questions that do not count

    func size(_ handle: DiskHandle) throws(DiskError) -> Int {
        try state.withLock { (state) throws(DiskError) in try state.file(handle).cached.count }
    }

    /// Nil where there is no such file.
    func size(named path: String) throws(DiskError) -> Int? {
        try state.withLock { (state) throws(DiskError) in
            if state.isDown { throw .ended }
            return state.file(named: path)?.cached.count
        }
    }

    /// The file's number, of which a disk never gives one twice.
    func number(of path: String) -> Int? { state.withLock { $0.number(of: path) } }

    func exists(_ path: String) -> Bool { state.withLock { $0.exists(path) } }

    func isFile(_ path: String) -> Bool { state.withLock { $0.file(named: path) != nil } }

    func makeFolder(_ path: String) throws(DiskError) {
        try state.withLock { (state) throws(DiskError) in
            if state.isDown { throw .ended }
            state.makeFolder(path)
        }
    }

    // MARK: Locks

    /// False where others' locks are in the way.
    func lock(_ handle: DiskHandle, level: Int32) throws(DiskError) -> Bool {
        try state.withLock { (state) throws(DiskError) in
            let file = try state.number(of: handle)
            return state.locks.raise(handle.number, file: file, to: level)
        }
    }

    func unlock(_ handle: DiskHandle, level: Int32) {
        state.withLock { $0.locks.lower(handle.number, to: level) }
    }

    func isReserved(_ handle: DiskHandle) throws(DiskError) -> Bool {
        try state.withLock { (state) throws(DiskError) in
            state.locks.isReserved(file: try state.number(of: handle))
        }
    }

    // MARK: The start of every call

    /// Counts the call and asks whether it fails; the hook is asked with the lock free.
    private func begin(
        _ kind: DiskCall.Kind, _ path: String, offset: Int = 0, length: Int = 0
    ) throws(DiskError) -> DiskFault? {
        let (call, onCall) = try state.withLock { (state) throws(DiskError) in
            if state.isDown { throw .ended }
            let number = state.plan.nextNumber()
            let call = DiskCall(
                number: number, kind: kind, path: path, offset: offset, length: length)
            return (call, state.onCall)
        }
        let decision = onCall?(call) ?? .proceed
        defer { tell() }
        return try state.withLock { (state) throws(DiskError) in
            try state.decide(call, decision)
        }
    }
}

extension DiskFault {
    /// Of a call that fails without having done anything.
    fileprivate var error: DiskError { self == .full ? .full : .failed }
}

extension DiskState {
    fileprivate mutating func decide(
        _ call: DiskCall, _ decision: DiskDecision
    ) throws(DiskError) -> DiskFault? {
        var fault: DiskFault?
        switch decision {
        case .crash: fault = .crash
        case .fail(let wanted):
            let canFail = wanted.hits(call.kind) || wanted == .full && call.kind == .open
            fault = canFail ? wanted : call.kind.plainFault
        case .proceed: fault = plan.fault(for: call, &random)
        }
        guard let fault else { return nil }
        // Rot is counted where it happens: an empty file has nothing that could.
        if fault != .bitRot { plan.count(fault) }
        guard fault == .crash else { return fault }
        isDown = true
        record(DiskEvent(.crash, call.path, offset: call.offset, length: call.length))
        throw .ended
    }

    fileprivate mutating func rotByChance(_ path: String) -> Range<Int>? {
        var own = random
        defer { random = own }
        return rot(path, &own)
    }

    fileprivate mutating func write(
        _ bytes: [UInt8], to handle: DiskHandle, at offset: Int?, _ fault: DiskFault?
    ) throws(DiskError) {
        let size = try file(handle).cached.count
        let offset = offset ?? size
        switch fault {
        case .lostWrite?: return
        case .misdirectedWrite?:
            try store(bytes, to: handle, at: otherPlace(than: offset, size: size))
        case .writeError?, .full?:
            // What reached the disk before the failure stays there.
            let sectors = random.below(UInt64(bytes.count / DiskFile.sectorBytes + 1))
            let kept = Int(sectors) * DiskFile.sectorBytes
            try store(Array(bytes.prefix(kept)), to: handle, at: offset)
            throw fault == .full ? .full : .failed
        default: try store(bytes, to: handle, at: offset)
        }
    }

    /// Another sector of the file, or the one after its end.
    private mutating func otherPlace(than offset: Int, size: Int) -> Int {
        let sectors = max(2, size / DiskFile.sectorBytes + 1)
        let own = offset / DiskFile.sectorBytes
        let other = own + 1 + Int(random.below(UInt64(sectors - 1)))
        return other % sectors * DiskFile.sectorBytes
    }

    private mutating func store(
        _ bytes: [UInt8], to handle: DiskHandle, at offset: Int
    ) throws(DiskError) {
        let size = try file(handle).cached.count
        let room = byteBudget.map { max(0, $0 - usedBytes) } ?? .max
        let growth = max(0, offset + bytes.count - size)
        guard growth > room else { return try put(bytes, to: handle, at: offset) }
        let fitting = max(0, size + room - offset) / DiskFile.sectorBytes * DiskFile.sectorBytes
        try put(Array(bytes.prefix(fitting)), to: handle, at: offset)
        plan.count(.full)
        throw .full
    }

    private mutating func put(
        _ bytes: [UInt8], to handle: DiskHandle, at offset: Int
    ) throws(DiskError) {
        guard !bytes.isEmpty else { return }
        try change(handle) { $0.write(bytes, at: offset) }
        guard onEvent != nil else { return }
        let hash = ByteHash.ofWrite(
            bytes, at: offset, path: handle.path, in: try file(handle).cached)
        record(
            DiskEvent(.write, handle.path, offset: offset, length: bytes.count, hash: hash))
    }
}
