package import SkeinSync

/// A generator that the functions of a desk, which do not change the desk, can draw from.
package final class RandomSource {
    package var generator: AnyGenerator

    package init(_ generator: AnyGenerator) { self.generator = generator }
}
