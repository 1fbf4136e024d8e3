extension Shell {
    nonisolated func jsonWish(_ invocation: Invocation) -> JSONWish? {
        if invocation.has("json") || invocation.has("jsonl") {
            return JSONWish(fields: invocation.value("json"), isLines: invocation.has("jsonl"))
        }
        return settings.json
    }

    /// Rows as a table for people, tab-separated where nobody looks, or as JSON.
    nonisolated func print<Row>(
        _ rows: [Row], _ shape: RowShape<Row>, _ invocation: Invocation
    ) throws(Complaint) {
        let look = look
        if let wish = jsonWish(invocation) {
            if wish.asksForFields {
                for field in shape.fields { print(field.key) }
                return
            }
            let shape =
                try wish.fields.map { keys throws(Complaint) in try shape.selecting(keys) }
                ?? shape
            let values = rows.map { shape.json($0, look) }
            if wish.isLines {
                values.forEach { print($0.line) }
            } else {
                print(JSON.array(values).line)
            }
            return
        }
        if rows.isEmpty { return }
        let table = shape.table(rows, look)
        let lines =
            console.isTerminal
            ? table.aligned(width: console.width(), colour: console.colour)
            : table.tabSeparated()
        lines.forEach { print($0) }
    }

    /// One object as JSON where that is wanted; false where it is to be told in words.
    nonisolated func printJSON<Row>(
        _ row: Row, _ shape: RowShape<Row>, _ invocation: Invocation
    ) throws(Complaint) -> Bool {
        guard let wish = jsonWish(invocation) else { return false }
        if wish.asksForFields {
            for field in shape.fields { print(field.key) }
            return true
        }
        let shape =
            try wish.fields.map { keys throws(Complaint) in try shape.selecting(keys) }
            ?? shape
        print(shape.json(row, look).line)
        return true
    }
}
