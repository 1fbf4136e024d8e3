package import SkeinWire

/// The secret of a source, where this device holds it.
package typealias TokenSource = @Sendable (_ source: EntityID) -> String?
