import Foundation

/// The figures of a benchmark by their published names.
typealias BenchFigures = [String: BenchFigure]

/// One figure, as it stands in the JSON.
enum BenchFigure: Hashable, Sendable {
    case flag(Bool)
    case whole(Int)
    case decimal(Double)
    case text(String)
    case list([BenchFigure])
    case table([String: Int])

    /// Nil for what is not a number.
    var number: Double? {
        switch self {
        case .whole(let number): Double(number)
        case .decimal(let number): number
        default: nil
        }
    }

    /// The median of numbers, the first of other values; nil for none.
    static func median(of figures: [BenchFigure]) -> BenchFigure? {
        let numbers = figures.compactMap(\.number).sorted()
        guard !numbers.isEmpty, numbers.count == figures.count else { return figures.first }
        let middle = numbers.count / 2
        guard numbers.count.isMultiple(of: 2), numbers[middle - 1] != numbers[middle] else {
            return figures.first { $0.number == numbers[middle] }
        }
        return .decimal((numbers[middle - 1] + numbers[middle]) / 2)
    }
}

extension BenchFigure: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else if let decimal = try? value.decode(Double.self) {
            self = .decimal(decimal)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([BenchFigure].self) {
            self = .list(list)
        } else {
            self = .table(try value.decode([String: Int].self))
        }
    }

    /// Decimals to three places: more is noise.
    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try value.encode(flag)
        case .whole(let whole): try value.encode(whole)
        case .decimal(let decimal): try value.encode((decimal * 1000).rounded() / 1000)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .table(let table): try value.encode(table)
        }
    }
}
