import SkeinCRDT

extension LogState {
    /// The header of a batch that may be logged next, its seen root not yet compared. The costly
    /// check of the signature comes last.
    func admissible(
        _ bytes: [UInt8], signature: [UInt8]
    ) throws(VoidReason) -> BatchHeader {
        guard membership.epoch > 0 else { throw .noGenesis }
        let header: BatchHeader
        do { header = try BatchHeader.decode(bytes) } catch { throw .malformed }
        try checkFixedFields(header)
        guard let author = membership.member(header.author) else { throw .authorUnknown }
        guard author.isActive else { throw .authorRemoved }
        try checkChain(header)
        #if PLANTED_BUGS
            if planted(.signatureNotChecked) { return header }
        #endif
        guard
            Signature.verify(signature, of: bytes, by: author.sign, label: Label.batch)
        else { throw .badSignature }
        return header
    }

    private func checkFixedFields(_ header: BatchHeader) throws(VoidReason) {
        guard header.version > 0 else { throw .malformed }
        guard header.version <= membership.format else { throw .versionAboveFormat }
        guard header.flags == 0 else { throw .unknownFlags }
        guard header.workspace == workspace else { throw .wrongWorkspace }
        guard BatchLimits.recordCounts.contains(Int(header.recordCount)),
            header.recordBytes <= BatchLimits.recordBytesTotalMax
        else { throw .recordLimits }
    }

    private func checkChain(_ header: BatchHeader) throws(VoidReason) {
        let last = head(of: header.author)
        #if PLANTED_BUGS
            if planted(.chainNotChecked) { return }
        #endif
        guard header.seq > 0, header.seq - 1 == last.seq else { throw .wrongSequence }
        guard header.previous == last.headerHash else { throw .wrongPrevious }
        #if PLANTED_BUGS
            if planted(.epochNotChecked) { return }
        #endif
        guard header.epoch == membership.epoch else { throw .wrongEpoch }
        guard header.seenSize <= size else { throw .seenAhead }
        guard header.seenSize >= last.seenSize else { throw .seenWentBack }
    }

    func head(after header: BatchHeader, _ bytes: [UInt8], time: UInt64) -> AuthorHead {
        AuthorHead(
            seq: header.seq, headerHash: SHA256.hash(bytes), seenSize: header.seenSize,
            highest: max(head(of: header.author).highest, header.highest), index: size, time: time)
    }
}
