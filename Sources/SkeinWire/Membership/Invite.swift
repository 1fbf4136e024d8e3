package import SkeinCRDT

/// What an owner hands to somebody who is to join: one line of text, `skein-invite-1:` and
/// base64url of deterministic CBOR. Whoever has it can ask to join until it expires.
package struct Invite: Hashable, Sendable {
    package static let prefix = "skein-invite-1:"
    package static let secretLength = 32
    private static let textBytesMax = 512
    private static let lineBytesMax = 4_096

    package let workspace: WorkspaceID
    package let relayURL: String
    /// The verifier key of the relay's log signatures.
    package let relayKey: String
    /// The key of the request's authenticator, used once.
    package let secret: [UInt8]
    package let role: Role
    package let expires: WallTime

    /// - Precondition: a secret of 32 bytes; a time after 1970.
    package init(
        workspace: WorkspaceID, relayURL: String, relayKey: String, secret: [UInt8], role: Role,
        expires: WallTime
    ) {
        precondition(secret.count == Self.secretLength, "an invite's secret has 32 bytes")
        precondition(expires.milliseconds >= 0, "an invite expires after 1970")
        self.workspace = workspace
        self.relayURL = relayURL
        self.relayKey = relayKey
        self.secret = secret
        self.role = role
        self.expires = expires
    }

    /// Where the relay keeps the request: SHA-256(`sk1 invite` padded to 16 || secret).
    package var id: [UInt8] { SHA256.hash(Label.padded(Label.invite), secret) }

    package func encoded() -> String {
        let cbor = CBOR.record([
            "workspace": .bytes(workspace.bytes), "relay": .text(relayURL),
            "key": .text(relayKey), "secret": .bytes(secret),
            "role": .unsigned(UInt64(role.rawValue)),
            "expires": .unsigned(UInt64(expires.milliseconds)),
        ])
        return Self.prefix + Base64.encode(cbor.encoded(), .url)
    }

    /// Reads the line; spaces and line ends around it are passed over.
    package static func parse(_ text: String) throws(FormatError) -> Invite {
        let line = text.split(whereSeparator: \.isWhitespace).first ?? ""
        guard text.utf8.count <= lineBytesMax else { throw .tooLarge(text.utf8.count) }
        guard text.split(whereSeparator: \.isWhitespace).count == 1, line.hasPrefix(prefix) else {
            throw .wrongMagic
        }
        let bytes: [UInt8]
        do {
            bytes = try Base64.decode(line.dropFirst(prefix.count), .url)
        } catch {
            throw .bytes(error)
        }
        let fields = try CBORFields(
            try CBOR.strict(bytes), ["workspace", "relay", "key", "secret", "role", "expires"])
        let expires = try fields.unsigned("expires", max: HybridTime.millisecondsMax)
        return Invite(
            workspace: WorkspaceID(try fields.bytes("workspace", count: WorkspaceID.length)),
            relayURL: try fields.text("relay", max: textBytesMax),
            relayKey: try fields.text("key", max: textBytesMax),
            secret: try fields.bytes("secret", count: secretLength),
            role: try fields.role("role"),
            expires: WallTime(milliseconds: Int64(expires)))
    }
}
