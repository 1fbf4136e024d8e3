package import SkeinCRDT

/// One HTTP request as a value; what an engine asks its driver to carry out.
package struct HTTPCall: Hashable, Sendable {
    package var method: String
    /// Absolute, `http` or `https`. May hold a secret (some services want their token in the path):
    /// never logged, see `label`.
    package var url: String
    /// In the order of sending; names compare without case.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// What may be shown and logged in place of the URL.
    package var label: String
    /// Answers longer than this are cut off as a failure.
    package var answerBytesMax: Int
    package var connectTimeout: Duration
    /// From the start of the call to the last byte of the answer.
    package var totalTimeout: Duration
    /// A call that may be written to the network once at most: fresh connection, no reuse, no
    /// redirect, HTTP/1.1, and the gate asked right before the first byte.
    package var once: OnceGate?

    package init(
        method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8] = [], label: String,
        answerBytesMax: Int = 8 << 20, connectTimeout: Duration = .seconds(5),
        totalTimeout: Duration = .seconds(30), once: OnceGate? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.label = label
        self.answerBytesMax = answerBytesMax
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.once = once
    }
}

package struct HTTPHeader: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The check that runs after the connection stands and before the first byte of the request.
///
/// The driver marks the attempt durably as started (under `mark`), looks whether `closes` has
/// passed on the boot-time clock, and only then lets the request go.
package struct OnceGate: Hashable, Sendable {
    /// The durable mark's name: one per attempt.
    package var mark: [UInt8]
    /// The end of the send window.
    package var closes: MonotonicTime
    /// From the first byte written to the last: past it the connection is cut.
    package var writeTimeout: Duration

    package init(mark: [UInt8], closes: MonotonicTime, writeTimeout: Duration = .seconds(10)) {
        self.mark = mark
        self.closes = closes
        self.writeTimeout = writeTimeout
    }
}

package struct HTTPAnswer: Hashable, Sendable {
    package var status: Int
    package var headers: [HTTPHeader]
    package var body: [UInt8]

    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, compared without case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Why no usable answer came.
package struct HTTPFailure: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        case nameNotFound, refused, tlsFailed, connectTimeout
        /// The once-gate said no: window closed, or the mark could not be stored.
        case gateClosed
        case writeTimeout, answerTimeout, connectionLost, answerTooLarge, cancelled, badURL, other
    }

    package var cause: Cause
    /// False only if it is certain that not one byte of the request left this process.
    package var mayHaveBeenSent: Bool
    /// In English, without secrets.
    package var detail: String

    package init(cause: Cause, mayHaveBeenSent: Bool, detail: String) {
        self.cause = cause
        self.mayHaveBeenSent = mayHaveBeenSent
        self.detail = detail
    }
}

package typealias HTTPOutcome = Result<HTTPAnswer, HTTPFailure>
