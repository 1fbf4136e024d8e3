/// A device's wish to join, authenticated with the invite's secret, so that a relay cannot put in
/// keys of its own.
///
/// | bytes | field |
/// | --- | --- |
/// | n | deterministic CBOR {version 1, sign 32, box 32, login, name} |
/// | 32 | `crypto_auth` of `sk1 join` padded to 16 and those bytes, under the invite's secret |
package struct JoinRequest: Hashable, Sendable {
    package static let bytesMax = 4_096
    package static let version: UInt64 = 1
    private static let textBytesMax = 256

    package let sign: [UInt8]
    package let box: [UInt8]
    /// The wished login and shown name of the person.
    package let login: String
    package let name: String
    private let authenticator: [UInt8]

    /// A device's own request.
    package init(keys: DeviceKeys, login: String, name: String, invite: Invite) {
        sign = keys.signing.publicKey
        box = keys.box.publicKey
        self.login = login
        self.name = name
        authenticator = Authentication.mac(
            Self.authenticated(Self.body(sign, box, login, name)), key: invite.secret)
    }

    package var device: DeviceID { .of(sign: sign, box: box) }

    /// Whether the request was made by somebody who holds the invite.
    package func isAuthentic(for invite: Invite) -> Bool {
        Authentication.verify(
            authenticator, of: Self.authenticated(Self.body(sign, box, login, name)),
            key: invite.secret)
    }

    package func encoded() -> [UInt8] { Self.body(sign, box, login, name) + authenticator }

    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> JoinRequest {
        guard bytes.count <= bytesMax else { throw .tooLarge(bytes.count) }
        guard bytes.count > Authentication.macLength else { throw .wrongLength(bytes.count) }
        let cbor = try CBOR.strict(Array(bytes.dropLast(Authentication.macLength)))
        let version = try CBORFields(cbor, ["version"], isOpen: true).unsigned("version")
        guard version == Self.version else { throw .unsupportedVersion(version) }
        let fields = try CBORFields(cbor, ["version", "sign", "box", "login", "name"])
        return JoinRequest(
            sign: try fields.bytes("sign", count: 32), box: try fields.bytes("box", count: 32),
            login: try fields.text("login", max: textBytesMax),
            name: try fields.text("name", max: textBytesMax),
            authenticator: Array(bytes.suffix(Authentication.macLength)))
    }

    private init(
        sign: [UInt8], box: [UInt8], login: String, name: String, authenticator: [UInt8]
    ) {
        self.sign = sign
        self.box = box
        self.login = login
        self.name = name
        self.authenticator = authenticator
    }

    private static func body(
        _ sign: [UInt8], _ box: [UInt8], _ login: String, _ name: String
    ) -> [UInt8] {
        CBOR.record([
            "version": .unsigned(version), "sign": .bytes(sign), "box": .bytes(box),
            "login": .text(login), "name": .text(name),
        ]).encoded()
    }

    private static func authenticated(_ body: [UInt8]) -> [UInt8] {
        Label.padded(Label.join) + body
    }
}
