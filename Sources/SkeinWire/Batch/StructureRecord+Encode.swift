package import SkeinCRDT

extension StructureRecord {
    /// Sorts operations into columns; throws `StructureError` for what no record can hold.
    package init(_ operations: [Operation], known: (EntityID) throws -> Dot?) throws {
        guard (1...BatchLimits.operationsMax).contains(operations.count) else {
            throw StructureError.operationCount(UInt64(operations.count))
        }
        var entityBuilder = DictionaryBuilder<EntityID>()
        var nameBuilder = DictionaryBuilder<String>()
        // By bytes, since Swift holds texts equal that are written with other code points.
        var valueBuilder = DictionaryBuilder<[UInt8]>()
        for operation in operations {
            let (kind, entity, name, value) = Self.parts(of: operation.action)
            guard BatchLimits.isName(name.utf8) else { throw StructureError.name }
            guard !value.hasNestedList else { throw StructureError.value }
            let mark = operation.startsCommand ? Kind.startsCommand : 0
            kinds.append(kind.rawValue | mark)
            entityPlaces.append(entityBuilder.place(of: entity))
            namePlaces.append(nameBuilder.place(of: name))
            valuePlaces.append(valueBuilder.place(of: value.encoded()))
            if names.count < nameBuilder.keys.count { names.append(name) }
            if values.count < valueBuilder.keys.count { values.append(value) }
            guard operation.dot.counter > counters.last ?? 0 else { throw StructureError.counter }
            counters.append(operation.dot.counter)
            stamps.append(operation.stamp)
            seen.append(operation.seen)
        }
        entities = try entityBuilder.keys.map { try known($0).map(EntityName.first) ?? .id($0) }
    }

    private static func parts(
        of action: Operation.Action
    ) -> (kind: Kind, entity: EntityID, name: String, value: Value) {
        switch action {
        case .write(let entity, let field, let value): (.write, entity, field, value)
        case .add(let entity, let field, let value): (.add, entity, field, value)
        case .remove(let entity, let field, let value): (.remove, entity, field, value)
        case .fact(let entity, let field, let value): (.fact, entity, field, value)
        case .act(let verb, let subject, let arguments): (.act, subject, verb, .list(arguments))
        }
    }

    package func columns() throws(StructureError) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(count))
        writeEntities(&writer)
        writeNames(&writer)
        writeValues(&writer)
        Runs.write(kinds.map(UInt64.init), &writer)
        writeCounters(&writer)
        writeStamps(&writer)
        Runs.write(seen, &writer)
        References.write(entityPlaces, &writer)
        References.write(namePlaces, &writer)
        References.write(valuePlaces, &writer)
        guard writer.bytes.count <= BatchLimits.columnsBytesMax else {
            throw .size(UInt64(writer.bytes.count))
        }
        return writer.bytes
    }

    private func writeEntities(_ writer: inout ByteWriter) {
        writer.varint(UInt64(entities.count))
        var ids: [EntityID] = []
        var dots: [Dot] = []
        let lengths: [UInt64] = entities.map { entity in
            switch entity {
            case .id(let id):
                ids.append(id)
                return UInt64(id.bytes.count)
            case .first(let dot):
                dots.append(dot)
                return 0
            }
        }
        Runs.write(lengths, &writer)
        for id in ids { writer.bytes(id.bytes) }
        if !dots.isEmpty { Runs.write(dots.map { UInt64($0.device.rawValue) }, &writer) }
        for dot in dots { writer.varint(dot.counter) }
    }

    private func writeNames(_ writer: inout ByteWriter) {
        writer.varint(UInt64(names.count))
        for name in names {
            writer.varint(UInt64(name.utf8.count))
            writer.bytes(name.utf8)
        }
    }

    private func writeValues(_ writer: inout ByteWriter) {
        let encodings = values.map { $0.encoded() }
        writer.varint(UInt64(encodings.count))
        for encoding in encodings { writer.varint(UInt64(encoding.count)) }
        for encoding in encodings { writer.bytes(encoding) }
    }

    private func writeCounters(_ writer: inout ByteWriter) {
        var next: UInt64 = 0
        for counter in counters {
            writer.varint(counter - next)
            next = counter &+ 1
        }
    }

    private func writeStamps(_ writer: inout ByteWriter) {
        var last: UInt64 = 0
        for stamp in stamps {
            writer.zigzag(Int64(bitPattern: stamp.milliseconds &- last))
            last = stamp.milliseconds
        }
        Runs.write(stamps.map { UInt64($0.counter) }, &writer)
    }
}

extension Value {
    var hasNestedList: Bool {
        guard case .list(let values) = self else { return false }
        return values.contains { if case .list = $0 { true } else { false } }
    }
}
