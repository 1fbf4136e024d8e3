package import SkeinCRDT
public import SkeinStore
package import SkeinSync
public import SkeinWire

/// A program that is built on the library, as far as a simulation has to know it.
///
/// Its commands are words, so that a plan, a scenario file and a failure file say the same thing in
/// the same way: `draw` makes up such words, `edits` carries them out.
public protocol SimulatedApplication {
    /// Shown in reports.
    var name: String { get }
    var schema: Schema { get }
    var views: Views { get }
    /// The forms of its commands, such as `label ITEM WORD`, by which slips in files of runs are
    /// found before the run: small letters stand for themselves, capital ones for a word. Empty
    /// where anything may be said.
    var commands: [String] { get }

    /// Makes up one command that a person might give.
    func draw(_ random: inout SimulationRandom) -> [String]

    /// What a command changes in this replica, as it stands; nothing, where it does not apply.
    ///
    /// - Throws: `SimulationError` where the words make no sense.
    func edits(for words: [String], in store: ReplicaStore) throws -> [Edit]

    /// One line for each thing shown, sorted: what reports show, and what scenarios ask about.
    func lines(of store: ReplicaStore) throws -> [String]

    /// What is wrong with a replica, in a sentence, where the application's own rules are broken.
    func fault(in store: ReplicaStore) throws -> String?

    /// What reports call an entity: as `lines` do, where that is possible.
    func name(of id: EntityID, in store: ReplicaStore) throws -> String
}

extension SimulatedApplication {
    public var views: Views { .none }
    public var commands: [String] { [] }
    public func fault(in store: ReplicaStore) throws -> String? { nil }

    /// The id itself, as text where it is one.
    public func name(of id: EntityID, in store: ReplicaStore) throws -> String {
        let isText = id.bytes.allSatisfy { (0x21...0x7E).contains($0) }
        return isText ? String(decoding: id.bytes, as: UTF8.self) : Hex.encode(id.bytes)
    }
}

/// An application of this package, with engines and platforms of its own.
package protocol SimulatedProgram: SimulatedApplication {
    /// What the run of a seed begins with.
    func opening(seed: UInt64) -> [Step]
    /// Carries one command out, as the program itself does; what it records is on the disk then.
    func perform(_ words: [String], on device: DeviceNode) throws
    /// The engines of one device, built anew at each of its starts.
    func engines(for device: DeviceNode) -> [any Engine]
    func services(in world: World) -> [any SimulatedService]
    /// What can be said of each service in a step, by its name; forms as in `commands`.
    var serviceCommands: [String: [String]] { get }
    /// Steps that a fault plan may draw for its platforms, as (service, words).
    func drawOutside(
        _ random: inout SimulationRandom, seed: UInt64
    ) -> (service: String, words: [String])?
    /// Properties that hold after every event (`isCalm` false) or at the end of the calm.
    func check(_ world: World, isCalm: Bool) -> Violation?
    /// Labels of calls that only ask for news: a report leaves those out that brought none.
    var pollLabels: Set<String> { get }
    /// Points that the seeds of a run together have to reach.
    var points: [String] { get }
    /// What the calm phase still has to wait for, if anything.
    func pending(_ world: World) -> String?
}

/// Words that make no sense to an application.
public struct SimulationError: Error, Hashable, Sendable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// Numbers for a workload: the same for the same seed.
public struct SimulationRandom: RandomNumberGenerator, Sendable {
    package var base: SplitMix64

    package init(_ base: SplitMix64) { self.base = base }

    public mutating func next() -> UInt64 { base.next() }

    /// True in `percent` of 100 draws.
    public mutating func chance(_ percent: Int) -> Bool { base.chance(percent) }

    /// A number from 0 to below `bound`.
    public mutating func below(_ bound: Int) -> Int { Int(base.below(UInt64(bound))) }

    /// - Precondition: `choices` is not empty.
    public mutating func pick<Choice>(_ choices: [Choice]) -> Choice { base.pick(choices) }
}
