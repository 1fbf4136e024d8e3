package import SkeinCRDT
import SkeinWire

/// Who a relay is; everything a device must compare with what its invite pinned.
package struct RelayDescription: Hashable, Sendable {
    package var name: String
    /// Verifier key of type 0x01.
    package var key: String
    /// Verifier key of type 0x04.
    package var cosign: String
    package var time: WallTime

    package init(name: String, key: String, cosign: String, time: WallTime) {
        self.name = name
        self.key = key
        self.cosign = cosign
        self.time = time
    }

    package func encoded() -> [UInt8] {
        CBOR.record([
            "service": .text("skein-relay"), "version": .unsigned(1), "name": .text(name),
            "key": .text(key), "cosign": .text(cosign), "time": .int(time.milliseconds),
        ]).encoded()
    }
}
