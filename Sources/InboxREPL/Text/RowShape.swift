/// What rows of one kind consist of: for a table, and for machines.
package struct RowShape<Row: Sendable>: Sendable {
    /// One field of a row.
    package struct Field: Sendable {
        /// The stable English key of machine output.
        package let key: String
        package let json: @Sendable (Row, Look) -> JSON
        /// Nil for fields that only machines see.
        package let column: ColumnShape?
    }

    /// How a field looks in a table.
    package struct ColumnShape: Sendable {
        package let heading: Bilingual
        package let importance: Int?
        package let alignsRight: Bool
        package let cell: @Sendable (Row, Look) -> Table.Cell
    }

    package let fields: [Field]

    package init(_ fields: [Field]) { self.fields = fields }

    package func table(_ rows: [Row], _ look: Look) -> Table {
        let columns = fields.compactMap(\.column)
        return Table(
            columns: columns.map {
                Table.Column(
                    $0.heading[look.language], importance: $0.importance,
                    alignsRight: $0.alignsRight)
            },
            rows: rows.map { row in columns.map { $0.cell(row, look) } })
    }

    package func json(_ row: Row, _ look: Look) -> JSON {
        .object(fields.map { JSONMember($0.key, $0.json(row, look)) })
    }

    /// Only the named fields, in the order asked for.
    package func selecting(_ keys: [String]) throws(Complaint) -> RowShape {
        for key in keys { try FieldChoice.check(key, self.keys) }
        return RowShape(keys.compactMap { key in fields.first { $0.key == key } })
    }

    /// The fields that are wished for, all where nothing is said of them.
    func selecting(_ wish: OutputWish) throws(Complaint) -> RowShape {
        guard let keys = wish.fields else { return self }
        return try selecting(keys)
    }

    package var keys: [String] { fields.map(\.key) }
}

extension RowShape.Field {
    /// A field that only machines see.
    package static func hidden(
        _ key: String, _ json: @escaping @Sendable (Row, Look) -> JSON
    ) -> Self {
        Self(key: key, json: json, column: nil)
    }

    package static func shown(
        _ key: String, ru: String, en: String, importance: Int? = nil, alignsRight: Bool = false,
        json: @escaping @Sendable (Row, Look) -> JSON,
        cell: @escaping @Sendable (Row, Look) -> Table.Cell
    ) -> Self {
        Self(
            key: key, json: json,
            column: .init(
                heading: Bilingual(ru: ru, en: en), importance: importance,
                alignsRight: alignsRight, cell: cell))
    }
}
