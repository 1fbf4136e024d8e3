/// What a device may do; each role has the rights of those below it.
public enum Role: Int, Hashable, Comparable, CaseIterable, Sendable {
    /// Reads, and may only acknowledge.
    case observer = 0
    /// Changes merged state.
    case `operator` = 1
    /// May also claim acts and report their outcome.
    case sender = 2
    /// May also change the membership.
    case owner = 3

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
