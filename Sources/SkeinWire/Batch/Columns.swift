/// Equal neighbours written once: pairs of a value and how many times it stands there.
///
/// | bytes | field |
/// | --- | --- |
/// | varint | value, transformed by the column |
/// | varint | length of the run, at least 1 |
///
/// A run never has the value of the one before; so there is one way to write a column.
enum Runs {
    static func write(_ values: [UInt64], _ writer: inout ByteWriter) {
        var start = 0
        for end in 1...max(values.count, 1) where start < values.count {
            guard end == values.count || values[end] != values[start] else { continue }
            writer.varint(values[start])
            writer.varint(UInt64(end - start))
            start = end
        }
    }

    /// - Parameter count: how many values there have to be.
    static func read(
        _ count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [UInt64] {
        var values: [UInt64] = []
        values.reserveCapacity(count)
        while values.count < count {
            let value = try reader.column()
            let length = try reader.column()
            guard length > 0, length <= UInt64(count - values.count), values.last != value
            else { throw .run }
            values.append(contentsOf: repeatElement(value, count: Int(length)))
        }
        return values
    }
}

/// A column of places in a dictionary that is listed in order of first use.
///
/// | bytes | field |
/// | --- | --- |
/// | varint | 0: the next entry not used yet; n > 0: the n-th back from the newest one used |
///
/// So another order cannot be written, and what is left over at the end is an entry never used.
enum References {
    static func write(_ places: [Int], _ writer: inout ByteWriter) {
        var used = 0
        for place in places {
            writer.varint(place == used ? 0 : UInt64(used - place))
            if place == used { used += 1 }
        }
    }

    /// - Parameter entries: the size of the dictionary, all of which has to be used.
    static func read(
        _ count: Int, entries: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(count)
        var used = 0
        for _ in 0..<count {
            let code = try reader.column()
            if code == 0 {
                guard used < entries else { throw .index(code) }
                places.append(used)
                used += 1
            } else {
                guard code <= UInt64(used) else { throw .index(code) }
                places.append(used - Int(code))
            }
        }
        guard used == entries else { throw .dictionary }
        return places
    }
}

/// Collects the distinct keys of a column in order of first use.
struct DictionaryBuilder<Key: Hashable> {
    private(set) var keys: [Key] = []
    private var placeByKey: [Key: Int] = [:]

    mutating func place(of key: Key) -> Int {
        if let place = placeByKey[key] { return place }
        placeByKey[key] = keys.count
        keys.append(key)
        return keys.count - 1
    }
}

extension ByteReader {
    mutating func column() throws(StructureError) -> UInt64 {
        do { return try varint() } catch { throw .bytes(error) }
    }

    mutating func signedColumn() throws(StructureError) -> Int64 {
        do { return try zigzag() } catch { throw .bytes(error) }
    }

    mutating func columnBytes(_ count: UInt64) throws(StructureError) -> [UInt8] {
        guard count <= UInt64(remaining) else {
            throw .bytes(.truncated(needed: Int(clamping: count), remaining: remaining))
        }
        do { return try bytes(Int(count)) } catch { throw .bytes(error) }
    }

    /// The size of a dictionary that `count` operations use: 1 to `count` entries.
    mutating func dictionarySize(for count: Int) throws(StructureError) -> Int {
        let size = try column()
        guard size > 0, size <= UInt64(count) else { throw .dictionary }
        return Int(size)
    }
}
