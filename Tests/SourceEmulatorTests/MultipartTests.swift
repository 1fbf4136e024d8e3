import Testing

@testable import SourceEmulator

@Suite struct MultipartTests {
    private let type = "multipart/form-data; boundary=\"b\""

    @Test func partsKeepTheirBytesExactly() throws {
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x;y.png\"\r\n"
            + "Content-Type: image/png\r\n\r\n-b\r\n\r\n--b--\r\n"
        let form = try #require(Multipart(Array(body.utf8), contentType: type))
        #expect(form.parts.map(\.name) == ["a", "f"])
        #expect(form.part("a")?.text == "1\r\n2")
        #expect(form.part("f")?.fileName == "x;y.png")
        #expect(form.part("f")?.contentType == "image/png")
        #expect(form.part("f")?.text == "-b\r\n")
    }

    @Test(arguments: [
        "", "--b", "--b--", "--b\r\n",
        "--c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--c--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
        "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
        "--b\r\nno colon\r\n\r\n1\r\n--b--",
    ])
    func aBrokenFrameIsNoForm(body: String) {
        let form = Multipart(Array(body.utf8), contentType: type)
        #expect(form == nil || form?.parts.isEmpty == true)
    }

    @Test(arguments: ["multipart/form-data", "multipart/mixed; boundary=b", ""])
    func aContentTypeWithoutABoundaryIsNoForm(type: String) {
        let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--"
        #expect(Multipart(Array(body.utf8), contentType: type) == nil)
    }
}
