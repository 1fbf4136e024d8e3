import Foundation
import SkeinTransport

/// One call and its answer, as `Simulator/spec-check/check.py` reads them.
struct Exchange: Encodable {
    var spec: String
    /// The endpoint in the document's own words.
    var endpoint: String
    var method: String
    var url: String
    var headers: [[String]]
    var body: String
    var status: Int
    var type: String
    var answer: String
    /// `fault`: made wrong on purpose, to try the checker.
    var expect: String?

    init(_ spec: String, _ endpoint: String, _ call: HTTPCall, _ answer: HTTPAnswer) {
        self.spec = spec
        self.endpoint = endpoint
        method = call.method
        url = call.url
        headers = call.headers.map { [$0.name, $0.value] }
        body = Data(call.body).base64EncodedString()
        status = answer.status
        type = answer.header("Content-Type") ?? ""
        self.answer = Data(answer.body).base64EncodedString()
    }
}
