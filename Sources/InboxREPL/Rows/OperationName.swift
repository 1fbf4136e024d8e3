package import SkeinCRDT

/// How an operation is written for people and machines: device number and counter, `3.17`.
package enum OperationName {
    package static func of(_ dot: Dot) -> String { "\(dot.device.rawValue).\(dot.counter)" }
}
