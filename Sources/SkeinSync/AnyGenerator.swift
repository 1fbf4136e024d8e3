/// Lets a stored generator of any type be passed where `some RandomNumberGenerator` is wanted.
package struct AnyGenerator: RandomNumberGenerator, Sendable {
    package private(set) var base: any RandomNumberGenerator & Sendable

    package init(_ base: any RandomNumberGenerator & Sendable) { self.base = base }

    package mutating func next() -> UInt64 { base.next() }
}
