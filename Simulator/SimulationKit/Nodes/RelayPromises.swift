import SkeinRelay
import SkeinWire

/// What a relay has said and must stand by for ever: signed roots, and entries that it took in.
struct RelayPromises {
    /// The signed root of each size that was ever signed and shown.
    private(set) var rootBySize: [UInt64: [UInt8]] = [:]
    /// The leaf hash of each entry that an answer called logged.
    private(set) var leafByIndex: [UInt64: [UInt8]] = [:]
    /// The first promise that contradicts an earlier one.
    private(set) var contradiction: String?
    /// By author: a number under which two unlike batches were offered.
    private(set) var doubleByAuthor: [DeviceID: UInt64] = [:]
    private var offered: [Offer: [UInt8]] = [:]
    private var lastNote: [UInt8] = []

    private struct Offer: Hashable {
        let author: DeviceID
        let epoch: UInt32
        let seq: UInt64
    }

    mutating func keep(_ request: RelayRequest, _ response: RelayResponse) {
        if case .append(_, let body) = request { keep(offer: body) }
        switch response {
        case .page(let page, _): keep(note: page.note)
        case .appended(let answer):
            keep(note: answer.note)
            guard case .append(_, let body) = request, let offer = try? AppendOffer.decode(body)
            else { return }
            let entry = LogEntry(time: answer.time, body: offer.body)
            let leaf = SHA256.hash([0] + entry.encoded())
            if let known = leafByIndex.updateValue(leaf, forKey: answer.index), known != leaf {
                contradiction = contradiction ?? "two entries at index \(answer.index)"
            }
        default: break
        }
    }

    private mutating func keep(offer body: [UInt8]) {
        guard let offer = try? AppendOffer.decode(body),
            case .batch(let bytes, _, _) = offer.content,
            let header = try? BatchHeader.decode(bytes)
        else { return }
        let place = Offer(author: header.author, epoch: header.epoch, seq: header.seq)
        let known = offered.updateValue(bytes, forKey: place)
        if let known, known != bytes { doubleByAuthor[header.author] = header.seq }
    }

    private mutating func keep(note: [UInt8]) {
        guard note != lastNote else { return }
        lastNote = note
        guard let text = try? SignedNote.parse(note).text,
            let checkpoint = try? Checkpoint.parse(text)
        else {
            contradiction = contradiction ?? "a note that cannot be read"
            return
        }
        let known = rootBySize.updateValue(checkpoint.root, forKey: checkpoint.size)
        if let known, known != checkpoint.root {
            contradiction = contradiction ?? "two roots at size \(checkpoint.size)"
        }
    }
}
