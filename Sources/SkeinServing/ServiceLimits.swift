/// What a caller may cost before it has earned an answer.
package struct ServiceLimits: Hashable, Sendable {
    /// A longer body is answered with 413 and its connection closed.
    package var bodyBytesMax: Int
    /// All header lines of one request together; more is answered with 431.
    package var headerBytesMax: Int
    package var headerCountMax: Int
    /// Connections beyond are closed as they come.
    package var connectionsMax: Int
    /// From the opening of a connection to the end of its first header; slow senders are cut off.
    package var headTimeout: Duration
    /// From the end of the header to the end of the body.
    package var bodyTimeout: Duration
    /// From the end of an answer to the end of the next header on the same connection.
    package var idleTimeout: Duration
    /// From the first byte of an answer to the last taken by the network; slow readers are cut off.
    package var answerTimeout: Duration
    /// From the request to stop until calls still running are given up.
    package var stopTimeout: Duration

    package init(
        bodyBytesMax: Int = 1 << 20, headerBytesMax: Int = 16 << 10, headerCountMax: Int = 64,
        connectionsMax: Int = 1024, headTimeout: Duration = .seconds(10),
        bodyTimeout: Duration = .seconds(30), idleTimeout: Duration = .seconds(75),
        answerTimeout: Duration = .seconds(30), stopTimeout: Duration = .seconds(5)
    ) {
        self.bodyBytesMax = bodyBytesMax
        self.headerBytesMax = headerBytesMax
        self.headerCountMax = headerCountMax
        self.connectionsMax = connectionsMax
        self.headTimeout = headTimeout
        self.bodyTimeout = bodyTimeout
        self.idleTimeout = idleTimeout
        self.answerTimeout = answerTimeout
        self.stopTimeout = stopTimeout
    }
}
