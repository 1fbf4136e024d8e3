import HTTPTypes
import Hummingbird
import SkeinTransport

extension HTTPCall {
    /// A call as it came in; `url` and `label` are its path with the query.
    init(_ request: Request, body: [UInt8]) {
        let path = request.head.path ?? "/"
        var headers = request.headers.map { HTTPHeader($0.name.rawName, $0.value) }
        if let host = request.head.authority { headers.insert(HTTPHeader("Host", host), at: 0) }
        self.init(
            method: request.method.rawValue, url: path, headers: headers, body: body, label: path)
    }
}

extension HTTPFields {
    /// - Precondition: The names are tokens.
    init(standing headers: [HTTPHeader]) {
        self.init()
        for header in headers {
            guard let name = HTTPField.Name(header.name) else {
                preconditionFailure("a standing header has a name that HTTP allows")
            }
            append(HTTPField(name: name, value: header.value))
        }
    }
}

extension HTTPAnswer {
    static let tooLarge = HTTPAnswer(
        status: 413, headers: [HTTPHeader("Connection", "close")], body: [])

    /// The head to send; a handler's header with an impossible name turns the answer into a 500.
    var response: HTTPResponse {
        var fields = HTTPFields()
        for header in headers {
            guard let name = HTTPField.Name(header.name) else {
                return HTTPResponse(status: .internalServerError)
            }
            fields.append(HTTPField(name: name, value: header.value))
        }
        if status != 204, fields[.contentLength] == nil {
            fields[.contentLength] = String(body.count)
        }
        return HTTPResponse(status: .init(code: status), headerFields: fields)
    }
}
