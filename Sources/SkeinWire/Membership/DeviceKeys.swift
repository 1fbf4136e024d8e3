/// A device's secret keys, all derived from one root seed that lies in the vault.
package struct DeviceKeys: Sendable {
    package static let seedLength = 32
    private static let context = "skdevice"

    package let id: DeviceID
    package let signing: SigningKey
    package let box: BoxKey
    /// The key of this device's local files.
    package let localFilesKey: [UInt8]

    /// - Precondition: the seed has 32 bytes.
    package init(rootSeed: [UInt8]) {
        precondition(rootSeed.count == Self.seedLength, "a root seed has 32 bytes")
        let derive = { KeyDerivation.derive(rootSeed, id: $0, context: Self.context) }
        signing = SigningKey(seed: derive(1))
        box = BoxKey(seed: derive(2))
        localFilesKey = derive(3)
        id = .of(sign: signing.publicKey, box: box.publicKey)
    }
}
