/// Reads a line of the query language.
///
/// ```
/// query   = or
/// or      = and { ("OR" | "|") and }
/// and     = unary { ["AND"] unary }
/// unary   = [ "-" | "NOT" ] primary
/// primary = "(" query ")" | term | text
/// term    = field (":" | ":=" | ":<" | ":<=" | ":>" | ":>=" | ":~") value { "," value }
/// value   = word | quoted | lo ".." hi | ".." hi | lo ".."
/// text    = word | word"*" | quoted
/// ```
/// Only upper-case AND, OR and NOT are operators; «и», «или», «не» are words to look for.
struct QueryParser {
    /// Bound of nested parentheses and negations, well under what SQLite takes.
    static let depthMax = 32
    /// Bound of terms and words in one query, for the same reason.
    static let termCountMax = 200

    private var scanner: QueryScanner
    private var depth = 0
    private var termCount = 0

    private init(_ line: String) { scanner = QueryScanner(line) }

    static func parse(_ line: String) throws(QueryError) -> QueryNode {
        var parser = QueryParser(line)
        parser.scanner.skipBlanks()
        if parser.scanner.isAtEnd { return .and([]) }
        let node = try parser.or()
        guard parser.scanner.isAtEnd else {
            throw parser.scanner.unexpected(expected: ["AND", "OR"])
        }
        return node
    }

    private mutating func or() throws(QueryError) -> QueryNode {
        var nodes = [try and()]
        while scanner.take(operator: "OR") || scanner.take("|") {
            nodes.append(try and())
        }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    private mutating func and() throws(QueryError) -> QueryNode {
        var nodes = [try unary()]
        while true {
            let isNamed = scanner.take(operator: "AND")
            guard isNamed || !endsAnd else { break }
            nodes.append(try unary())
        }
        return nodes.count == 1 ? nodes[0] : .and(nodes)
    }

    private var endsAnd: Bool {
        scanner.isAtEnd || scanner.isAt(")") || scanner.isAt("|") || scanner.isAt(operator: "OR")
    }

    private mutating func unary() throws(QueryError) -> QueryNode {
        if scanner.take(operator: "NOT") {
            return .not(
                try deeper { parser throws(QueryError) in
                    try parser.unary()
                })
        }
        if scanner.isAtMinusBeforeTerm {
            _ = scanner.take("-", skippingBlanks: false)
            return .not(try deeper { parser throws(QueryError) in try parser.unary() })
        }
        return try primary()
    }

    private mutating func primary() throws(QueryError) -> QueryNode {
        termCount += 1
        guard termCount <= Self.termCountMax else { throw scanner.here.error(.tooDeep) }
        guard !endsAnd, !scanner.isAt(operator: "AND") else {
            throw scanner.unexpected(expected: ["field:value", "word", "\"phrase\"", "("])
        }
        if scanner.take("(") {
            let node = try deeper { parser throws(QueryError) in try parser.or() }
            guard scanner.take(")") else { throw scanner.unexpected(expected: [")"]) }
            return node
        }
        return try scanner.termOrText()
    }

    private mutating func deeper(
        _ read: (inout QueryParser) throws(QueryError) -> QueryNode
    ) throws(QueryError) -> QueryNode {
        guard depth < Self.depthMax else { throw scanner.here.error(.tooDeep) }
        depth += 1
        let node = try read(&self)
        depth -= 1
        return node
    }
}
