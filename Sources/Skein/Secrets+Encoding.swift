import SkeinWire

extension Secrets {
    func encoded() -> [UInt8] {
        CBOR.map(fields + [CBORPair(key: .text("sum"), value: .bytes(Self.sum(of: fields)))])
            .encoded()
    }

    /// Tells bytes that have changed on the disk: a changed key would still look like one.
    private static func sum(of fields: [CBORPair]) -> [UInt8] {
        BLAKE2b.hash(CBOR.map(fields).encoded())
    }

    private var fields: [CBORPair] {
        CBOR.record([
            "version": .unsigned(Self.version),
            "seed": .bytes(rootSeed),
            "workspace": workspace.map { .bytes($0.bytes) } ?? .null,
            "relayURL": relayURL.map { .text($0) } ?? .null,
            "relay": relay.map {
                .array([.text($0.name), .text($0.key), .text($0.cosignKey)])
            } ?? .null,
            "epochs": .array(
                keyByEpoch.sorted { $0.key < $1.key }.map {
                    .array([.unsigned(UInt64($0.key)), .bytes($0.value)])
                }),
            "tokens": .array(
                tokenByEntity.sorted { $0.key < $1.key }.map {
                    .array([
                        .bytes($0.key.bytes), .text($0.value.text),
                        $0.value.url.map { .text($0) } ?? .null,
                    ])
                }),
            "invites": .array(invites.map { .text($0.encoded()) }),
            "founding": founding.map { .bytes($0) } ?? .null,
            "joining": joining.map { .text($0) } ?? .null,
        ]).asMap ?? []
    }

    /// - Throws: `ReplicaError.secretsNewer`, `.secretsDamaged`.
    static func decode(_ bytes: [UInt8], path: String) throws(ReplicaError) -> Secrets {
        do {
            let map = try CBOR.decode(bytes)
            let version = map["version"]?.asUInt64 ?? 0
            guard version <= Self.version else {
                throw ReplicaError.secretsNewer(found: version, known: Self.version)
            }
            let secrets = try read(map)
            // Over what the file holds, whatever its version. Version 1 had no sum.
            if version > 1 || map["sum"] != nil {
                let others = (map.asMap ?? []).filter { $0.key != .text("sum") }
                guard map["sum"]?.asBytes == sum(of: others) else { throw Unreadable() }
            }
            return secrets
        } catch let error as ReplicaError {
            throw error
        } catch {
            throw .secretsDamaged(path: path)
        }
    }

    private struct Unreadable: Error {}

    private static func read(_ map: CBOR) throws -> Secrets {
        guard let seed = map["seed"]?.asBytes, seed.count == 32 else { throw Unreadable() }
        var secrets = Secrets(rootSeed: seed)
        secrets.workspace = map["workspace"]?.asBytes.flatMap { WorkspaceID(validating: $0) }
        secrets.relayURL = map["relayURL"]?.asText
        if let relay = map["relay"]?.asArray?.compactMap(\.asText), relay.count == 3 {
            secrets.relay = RelayIdentity(name: relay[0], key: relay[1], cosignKey: relay[2])
        }
        for pair in map["epochs"]?.asArray ?? [] {
            guard let items = pair.asArray, items.count == 2, let epoch = items[0].asUInt64,
                let key = items[1].asBytes, key.count == 32
            else { throw Unreadable() }
            secrets.keyByEpoch[UInt32(clamping: epoch)] = key
        }
        for pair in map["tokens"]?.asArray ?? [] {
            // Up to version 2 no address stood beside the token.
            guard let items = pair.asArray, (2...3).contains(items.count),
                let entity = items[0].asBytes.flatMap({ EntityID(validating: $0) }),
                let token = items[1].asText
            else { throw Unreadable() }
            secrets.tokenByEntity[entity] = Token(
                token, url: items.count == 3 ? items[2].asText : nil)
        }
        secrets.invites = try (map["invites"]?.asArray ?? []).compactMap { item in
            try item.asText.map { try Invite.parse($0) }
        }
        secrets.founding = map["founding"]?.asBytes
        secrets.joining = map["joining"]?.asText
        return secrets
    }
}
