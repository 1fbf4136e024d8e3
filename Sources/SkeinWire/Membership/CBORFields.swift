/// A CBOR map with text keys, read strictly: exactly the fields that are named.
struct CBORFields {
    private let valueByName: [String: CBOR]

    /// - Parameter optional: names that may be absent.
    /// - Parameter isOpen: whether fields not named are passed over instead of refused.
    init(
        _ value: CBOR, _ names: [String], optional: [String] = [], isOpen: Bool = false
    ) throws(FormatError) {
        guard case .map(let pairs) = value else { throw .notAMap }
        var valueByName: [String: CBOR] = [:]
        for pair in pairs {
            guard case .text(let name) = pair.key else { throw .notAMap }
            if names.contains(name) || optional.contains(name) {
                guard valueByName.updateValue(pair.value, forKey: name) == nil else {
                    throw .wrong(name)
                }
            } else if !isOpen {
                throw .unknown(name)
            }
        }
        for name in names where valueByName[name] == nil { throw .missing(name) }
        self.valueByName = valueByName
    }

    func optional(_ name: String) -> CBOR? { valueByName[name] }

    func value(_ name: String) throws(FormatError) -> CBOR {
        guard let value = valueByName[name] else { throw .missing(name) }
        return value
    }

    func unsigned(_ name: String, max: UInt64 = .max) throws(FormatError) -> UInt64 {
        guard case .unsigned(let number) = try value(name), number <= max else {
            throw .wrong(name)
        }
        return number
    }

    func bytes(_ name: String, count: Int) throws(FormatError) -> [UInt8] {
        guard case .bytes(let bytes) = try value(name), bytes.count == count else {
            throw .wrong(name)
        }
        return bytes
    }

    func bytes(_ name: String, max: Int) throws(FormatError) -> [UInt8] {
        guard case .bytes(let bytes) = try value(name), bytes.count <= max else {
            throw .wrong(name)
        }
        return bytes
    }

    /// A text of at most `max` bytes of UTF-8.
    func text(_ name: String, max: Int) throws(FormatError) -> String {
        guard case .text(let text) = try value(name), text.utf8.count <= max else {
            throw .wrong(name)
        }
        return text
    }

    func array(_ name: String) throws(FormatError) -> [CBOR] {
        guard case .array(let items) = try value(name) else { throw .wrong(name) }
        return items
    }

    func deviceID(_ name: String) throws(FormatError) -> DeviceID {
        DeviceID(try bytes(name, count: DeviceID.length))
    }

    func role(_ name: String) throws(FormatError) -> Role {
        guard let role = Role(rawValue: Int(try unsigned(name, max: 255))) else {
            throw .wrong(name)
        }
        return role
    }
}

extension CBOR {
    /// Decodes with this module's own limits and error.
    static func strict(
        _ bytes: [UInt8], limits: CBORLimits = .standard
    ) throws(FormatError) -> CBOR {
        do { return try decode(bytes, limits: limits) } catch { throw .bytes(error) }
    }
}
