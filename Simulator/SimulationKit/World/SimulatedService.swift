package import SkeinTransport

/// A machine that answers calls: the relay, or a platform that an application talks to.
package protocol SimulatedService: AnyObject {
    var name: String { get }
    /// The host of its URLs.
    var host: String { get }

    /// Answers a call that has arrived, now or later; never, where it drops the connection or keeps
    /// silent.
    func receive(_ call: HTTPCall, from device: String, reply: @escaping (HTTPAnswer) -> Void)

    /// A step meant for this service; nil where it does not know such words.
    func carryOut(_ words: [String]) -> StepError?

    /// The storm is over: faults off.
    func calmDown()
}

/// Why a step cannot be carried out: the plan or the scenario is wrong, not the product.
package struct StepError: Error, Hashable, Sendable {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
}
