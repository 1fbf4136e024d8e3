package import SkeinRelay
package import SkeinWire

/// The relay's two secret seeds in the file `keys`, mode 0600: deterministic CBOR.
///
/// | key | value |
/// | --- | --- |
/// | format | "skein relay keys" |
/// | version | 2 |
/// | name | the relay's name, which every checkpoint repeats |
/// | signing | 32 bytes, seed of the key of type 0x01 |
/// | cosigning | 32 bytes, seed of the key of type 0x04 |
/// | sum | BLAKE2b-256 of the file without this key: a changed seed would still look like one |
package struct RelayKeyFile: Hashable, Sendable {
    static let fileName = "keys"
    private static let format = "skein relay keys"
    private static let version: UInt64 = 2
    private static let seedLength = 32

    package let name: String
    let signing: [UInt8]
    let cosigning: [UInt8]

    /// New random keys.
    static func make(name: String) -> RelayKeyFile {
        RelayKeyFile(
            name: name, signing: Sodium.randomBytes(seedLength),
            cosigning: Sodium.randomBytes(seedLength))
    }

    /// - Throws: `folder` for a name that no checkpoint could carry.
    package func keys() throws(RelayStoreError) -> RelayKeys {
        do {
            return try RelayKeys(name: name, signingSeed: signing, cosigningSeed: cosigning)
        } catch {
            throw .folder(
                "\"\(name)\" cannot name a relay: letters, digits, dots, no space and no plus sign")
        }
    }

    func encoded() -> [UInt8] {
        CBOR.map(fields + [CBORPair(key: .text("sum"), value: .bytes(sum))]).encoded()
    }

    private var sum: [UInt8] { BLAKE2b.hash(CBOR.map(fields).encoded()) }

    private var fields: [CBORPair] {
        CBOR.record([
            "format": .text(Self.format), "version": .unsigned(Self.version), "name": .text(name),
            "signing": .bytes(signing), "cosigning": .bytes(cosigning),
        ]).asMap ?? []
    }

    static func decode(_ bytes: [UInt8]) throws(RelayStoreError) -> RelayKeyFile {
        let value: CBOR
        do { value = try CBOR.decode(bytes) } catch {
            throw .damaged("the file `keys` cannot be read (\(error))")
        }
        guard value["format"]?.asText == format, let found = value["version"]?.asUInt64 else {
            throw .damaged("the file `keys` is not a relay's")
        }
        guard found <= version else {
            throw .newer(found: Int(clamping: found), known: Int(version))
        }
        guard let name = value["name"]?.asText, let signing = value["signing"]?.asBytes,
            let cosigning = value["cosigning"]?.asBytes,
            [signing.count, cosigning.count] == [seedLength, seedLength],
            let fields = value.asMap, fields.count == (found == 1 ? 5 : 6)
        else { throw .damaged("the file `keys` has other fields than it should") }
        let file = RelayKeyFile(name: name, signing: signing, cosigning: cosigning)
        // Version 1 had no sum.
        guard found == 1 || found == version && value["sum"]?.asBytes == file.sum else {
            throw .damaged("the file `keys` has changed")
        }
        return file
    }
}
