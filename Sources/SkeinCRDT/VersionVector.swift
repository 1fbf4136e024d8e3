/// How far each device's operations are known: its highest known counter, all lower ones included.
///
/// A device that is not listed stands at 0. Says "all up to here", which holds for an author's
/// operations taken in order; what is known with holes in between is a `DotSet`.
public struct VersionVector: Hashable, Sendable {
    private var counterByDevice: [DeviceNumber: UInt64]

    public init() { counterByDevice = [:] }

    /// A device listed twice counts with its higher counter.
    public init(_ dots: some Sequence<Dot>) {
        self.init()
        for dot in dots { observe(dot) }
    }

    /// The highest known counter of a device; setting 0 forgets the device.
    public subscript(device: DeviceNumber) -> UInt64 {
        get { counterByDevice[device] ?? 0 }
        set { counterByDevice[device] = newValue == 0 ? nil : newValue }
    }

    public func contains(_ dot: Dot) -> Bool { dot.counter <= self[dot.device] }

    /// Takes note of an operation and of all earlier ones of its author.
    public mutating func observe(_ dot: Dot) {
        self[dot.device] = max(self[dot.device], dot.counter)
    }

    /// The name of a device's next operation, of which note is taken.
    ///
    /// - Precondition: the device's counter is not exhausted (2^64 - 1).
    public mutating func next(for device: DeviceNumber) -> Dot {
        precondition(self[device] < .max, "a device makes fewer than 2^64 operations")
        self[device] += 1
        return Dot(device: device, counter: self[device])
    }

    /// Knows afterwards what either of the two knew: commutative, associative, idempotent.
    public mutating func merge(_ other: VersionVector) {
        counterByDevice.merge(other.counterByDevice, uniquingKeysWith: max)
    }

    /// True if everything that the other knows is known here.
    public func covers(_ other: VersionVector) -> Bool {
        other.counterByDevice.allSatisfy { self[$0.key] >= $0.value }
    }

    /// The last known dot of each listed device, by device.
    public var dots: [Dot] {
        counterByDevice.map { Dot(device: $0.key, counter: $0.value) }.sorted()
    }
}
