import CSQLite

extension ChecksumFile {
    /// Whether a frame that was just read ends the log for SQLite although a transaction begins
    /// behind it.
    func isCutShort(_ bytes: UnsafeRawPointer, _ count: Int32, at offset: Int64) -> Bool {
        if offset == 0, count == LogChain.headerBytes {
            chain = LogChain(header: bytes)
            return false
        }
        guard var chain else { return false }
        let pageBytes = frames.pageBytes
        let whole = LogChain.frameHeaderBytes + pageBytes
        guard pageBytes > 0, Int(count) == whole,
            Int(offset) == LogChain.headerBytes + chain.next * whole
        else { return false }
        let isTaken = chain.take(bytes, pageBytes: pageBytes)
        self.chain = isTaken ? chain : nil
        return !isTaken && hasTransaction(in: chain, whole)
    }

    /// Whether a transaction begins behind another one that ends behind the chain's end.
    ///
    /// A commit's last frame may be there several times, to fill a sector: those copies need not
    /// have been synced when the next transaction began, only the first one.
    private func hasTransaction(in chain: LogChain, _ whole: Int) -> Bool {
        var pair = (
            UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: 8),
            UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: 8)
        )
        defer {
            pair.0.deallocate()
            pair.1.deallocate()
        }
        var frame = chain.next
        // The commit before the frame: its page, and its first frame.
        var commit = chain.lastCommit.map { (page: $0, first: chain.next - 1) }
        while true {
            let offset = Int64(LogChain.headerBytes + frame * whole)
            guard below.xRead(base, pair.1, Int32(whole), offset) == SQLITE_OK else {
                return false
            }
            let page = chain.commit(pair.1)
            let isCopy = page != nil && page == commit?.page
            if let commit, commit.first >= chain.next, !isCopy,
                chain.follows(
                    pair.1, pair.0, pageBytes: whole - LogChain.frameHeaderBytes)
            {
                return true
            }
            if !isCopy { commit = page.map { ($0, frame) } }
            swap(&pair.0, &pair.1)
            frame += 1
        }
    }
}
