extension Shell {
    /// The form that was asked for, by the command or by the whole program; nil: words for people.
    nonisolated func wish(_ invocation: Invocation) -> OutputWish? {
        for flag in OutputWish.flags where invocation.has(flag.name) {
            return OutputWish(flag: flag.name, value: invocation.value(flag.name))
        }
        return settings.output
    }

    /// Rows as a table for people, tab-separated where nobody looks, or as machines want them.
    nonisolated func print<Row>(
        _ rows: [Row], _ shape: RowShape<Row>, _ invocation: Invocation
    ) throws(Complaint) {
        if let wish = wish(invocation) { return try print(rows, shape, wish) }
        if rows.isEmpty { return }
        let table = shape.table(rows, look)
        if settings.speaks { return table.spoken().forEach { print($0) } }
        let lines =
            console.isTerminal
            ? table.aligned(width: console.width(), colour: console.colour)
            : table.tabSeparated()
        lines.forEach { print($0) }
    }

    /// One object as machines want it; false where it is to be told in words.
    nonisolated func printForMachines<Row>(
        _ row: Row, _ shape: RowShape<Row>, _ invocation: Invocation
    ) throws(Complaint) -> Bool {
        guard let wish = wish(invocation) else { return false }
        guard wish.form == .json, !wish.asksForFields else {
            try print([row], shape, wish)
            return true
        }
        print(try shape.selecting(wish).json(row, look).line)
        return true
    }

    private nonisolated func print<Row>(
        _ rows: [Row], _ shape: RowShape<Row>, _ wish: OutputWish
    ) throws(Complaint) {
        if wish.asksForFields { return shape.fields.forEach { print($0.key) } }
        let look = look
        let chosen = try shape.selecting(wish)
        func values(_ row: Row) -> [JSON] { chosen.fields.map { $0.json(row, look) } }
        switch wish.form {
        case .json: print(JSON.array(rows.map { chosen.json($0, look) }).line)
        case .jsonLines: rows.forEach { print(chosen.json($0, look).line) }
        case .csv:
            print(chosen.fields.map(\.key).joined(separator: ","))
            rows.forEach { print(Records.csv(values($0))) }
        case .tsv:
            print(chosen.fields.map(\.key).joined(separator: "\t"))
            rows.forEach { print(Records.tsv(values($0))) }
        case .plain:
            // What is no table is told field by field.
            guard chosen.fields.contains(where: { $0.column != nil }) else {
                for row in rows {
                    for field in chosen.fields {
                        print("\(field.key): \(Records.text(field.json(row, look)))")
                    }
                }
                return
            }
            chosen.table(rows, look).aligned(width: .max, colour: false).forEach { print($0) }
        case .template(let text):
            let template = try OutputTemplate(text, keys: shape.fields.map(\.key))
            for row in rows {
                let texts = shape.fields.map { ($0.key, Records.text($0.json(row, look))) }
                print(template.line(Dictionary(uniqueKeysWithValues: texts)))
            }
        }
    }
}
