import SkeinCRDT
import SkeinStore
import SkeinWire

/// A kind of field whose merging has laws to keep, with values that its rule treats apart.
struct LawType: Hashable, Sendable {
    /// The name of the field as well.
    let name: String
    let kind: FieldRule.Kind
    let values: [Value]

    private static let texts: [Value] = [
        .text("a"), .text("b"), .text("\u{e9}"), .text("e\u{301}"),
    ]

    static let all: [LawType] = [
        LawType(name: "register.latest", kind: .register(.latest), values: texts),
        LawType(name: "register.earliest", kind: .register(.earliest), values: texts),
        LawType(
            name: "register.ranked", kind: .register(.ranked([.bool(false), .bool(true)])),
            values: [.bool(true), .bool(false), .text("unranked")]),
        LawType(
            name: "register.firstSet", kind: .register(.firstSet),
            values: [.null, .integer(1), .integer(2)]),
        LawType(
            name: "register.lowest", kind: .register(.lowest),
            values: [.null, .integer(-7), .integer(7), .text("never")]),
        LawType(name: "set", kind: .set, values: texts),
        LawType(name: "fact", kind: .fact, values: [.list([.integer(1)]), .list([.integer(2)])]),
    ]

    static let schema = Schema(all.map { FieldRule($0.name, $0.kind) })
}

/// One replica's copy of one field, without a log or a disk.
enum LawCell: Hashable {
    case register(Register<Value>)
    case set(ObservedRemoveSet<Value>)
    case fact(Cell<Value>)

    init(_ type: LawType) {
        switch type.kind {
        case .register: self = .register(Register())
        case .set: self = .set(ObservedRemoveSet())
        case .fact: self = .fact(Cell())
        }
    }

    var cell: Cell<Value> {
        switch self {
        case .register(let register): register.cell
        case .set(let set): set.cell
        case .fact(let cell): cell
        }
    }

    /// One local change; gives back what the other replicas have to apply.
    mutating func change(_ value: Value, isRemoval: Bool, _ dot: Dot) -> CellOperation<Value> {
        switch self {
        case .register(var register):
            defer { self = .register(register) }
            return register.write(value, dot: dot)
        case .set(var set):
            defer { self = .set(set) }
            return isRemoval ? set.remove(value, dot: dot) : set.add(value, dot: dot)
        case .fact(var cell):
            let operation = CellOperation(dot: dot, value: value, replaces: [])
            cell.apply(operation)
            self = .fact(cell)
            return operation
        }
    }

    mutating func apply(_ operation: CellOperation<Value>) {
        switch self {
        case .register(var register):
            register.apply(operation)
            self = .register(register)
        case .set(var set):
            set.apply(operation)
            self = .set(set)
        case .fact(var cell):
            cell.apply(operation)
            self = .fact(cell)
        }
    }

    /// - Precondition: both are of one type.
    func merged(with other: LawCell) -> LawCell {
        switch (self, other) {
        case (.register(var left), .register(let right)):
            left.merge(right)
            return .register(left)
        case (.set(var left), .set(let right)):
            left.merge(right)
            return .set(left)
        case (.fact(var left), .fact(let right)):
            left.merge(right)
            return .fact(left)
        default: preconditionFailure("only copies of one field are merged")
        }
    }
}
