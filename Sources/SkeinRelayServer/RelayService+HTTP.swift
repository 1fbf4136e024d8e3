import SkeinRelay
package import SkeinServing

extension RelayService {
    /// The HTTP service around this one, marked as a relay's in all that it answers.
    package func httpService(
        host: String, port: Int, limits: ServiceLimits = ServiceLimits(),
        stopsOnSignals: Bool = true
    ) -> HTTPService {
        HTTPService(
            host: host, port: port, limits: limits, standing: RelayResponse.standingHeaders,
            stopsOnSignals: stopsOnSignals
        ) { await handle($0) }
    }
}
