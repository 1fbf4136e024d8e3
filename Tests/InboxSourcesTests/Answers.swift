import SkeinTransport

extension HTTPAnswer {
    static func json(
        _ text: String, status: Int = 200, _ headers: [HTTPHeader] = []
    ) -> HTTPAnswer {
        HTTPAnswer(status: status, headers: headers, body: Array(text.utf8))
    }
}

extension HTTPCall {
    var text: String { String(decoding: body, as: UTF8.self) }
}
