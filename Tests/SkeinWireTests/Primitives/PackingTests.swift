import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

/// Padding, compression and the text forms of bytes.
struct PackingTests {
    @Test func `padding comes off again at every length`() throws {
        var random = SplitMix64(seed: 5)
        for blockSize in [1, 2, 63, 64, 256] {
            for length in 0...130 {
                let bytes = random.bytes(length)
                let padded = Padding.pad(bytes, blockSize: blockSize)
                #expect(padded.count % blockSize == 0)
                #expect((length + 1...length + blockSize).contains(padded.count))
                #expect(padded.starts(with: bytes + [0x80]))
                #expect(try Padding.unpad(padded, blockSize: blockSize) == bytes)
            }
        }
    }

    @Test(
        arguments: [
            [], [0, 0, 0, 0], [1, 2, 3, 4], [0x80, 0, 0], [0x80, 0, 0, 1], [0x80, 0, 0, 0, 0],
            [1, 2, 0x80, 0, 0],
            [0x80, 0, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func `what is no padding is refused`(bytes: [UInt8]) {
        #expect(throws: WireError.badPadding) { try Padding.unpad(bytes, blockSize: 4) }
    }

    @Test func `compressed bytes come back`() throws {
        var random = SplitMix64(seed: 6)
        for length in [0, 1, 100, 5_000, 200_000] {
            let noise = random.bytes(length)
            let text = noise.map { $0 & 3 }
            for bytes in [noise, text] {
                let frame = Zstd.compress(bytes)
                #expect(try Zstd.decompress(frame, maxBytes: length) == bytes)
            }
            #expect(length < 5_000 || Zstd.compress(text).count < length / 2)
        }
    }

    @Test func `a frame that states more than is allowed is refused unopened`() {
        let bomb = Zstd.compress([UInt8](repeating: 0, count: 10_000_000))
        #expect(bomb.count < 2_000)
        #expect(throws: WireError.tooLong(length: 10_000_000, max: 1 << 20)) {
            try Zstd.decompress(bomb, maxBytes: 1 << 20)
        }
    }

    @Test func `only one whole frame is accepted`() {
        let frame = Zstd.compress(Array("some text, some text, some text".utf8))
        let refused: [[UInt8]] = [
            [], [1, 2, 3], frame.dropLast(), frame + [0], frame + frame, [0] + frame,
        ]
        for bytes in refused {
            #expect(throws: WireError.notOneFrame, "\(bytes)") {
                try Zstd.decompress(bytes, maxBytes: 1000)
            }
        }
        // A skippable frame holds nothing, an empty one states no size here.
        #expect(throws: WireError.notOneFrame) {
            try Zstd.decompress([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x01, 0, 0], maxBytes: 10)
        }
    }

    @Test func `a changed frame never gives more than it states, nor traps`() {
        var random = SplitMix64(seed: 7)
        let frame = Zstd.compress((0..<3_000).map { _ in UInt8(random.next() % 7) })
        var refusedCount = 0
        for _ in 0..<5_000 {
            var changed = frame
            changed[Int(random.next() % UInt64(frame.count))] ^= UInt8(1 + random.next() % 255)
            do {
                let content = try Zstd.decompress(changed, maxBytes: 4_000)
                #expect(content.count <= 4_000)
            } catch {
                refusedCount += 1
            }
        }
        #expect(refusedCount > 1_000)
    }

    @Test func `hexadecimal has lower-case digits in pairs`() throws {
        #expect(Hex.encode([0x00, 0x9f, 0xff]) == "009fff")
        #expect(try Hex.decode("009fff") == [0x00, 0x9f, 0xff])
        #expect(try Hex.decode("") == [])
        for text in ["0", "0g", "FF", "0x", " 00", "00 ", "é0", "٠٠"] {
            #expect(throws: WireError.notHex, "\(text)") { try Hex.decode(text) }
        }
    }

    @Test func `base64 has one form for each value`() throws {
        var random = SplitMix64(seed: 8)
        for length in 0...70 {
            let bytes = random.bytes(length)
            for variant in [.standard, .url] as [Base64.Variant] {
                let text = Base64.encode(bytes, variant)
                #expect(try Base64.decode(text, variant) == bytes)
            }
        }
        #expect(Base64.encode([0xfb, 0xff]) == "+/8=")
        #expect(Base64.encode([0xfb, 0xff], .url) == "-_8")
        let refused = ["+/8", "+/9=", "-_8=", "+/8==", "+/8=\n", " +/8=", "+", "+/8=+/8=", "é"]
        for text in refused {
            #expect(throws: WireError.notBase64, "\(text)") { try Base64.decode(text) }
        }
        for text in ["-_8=", "-_9", "+/8", "-"] {
            #expect(throws: WireError.notBase64, "\(text)") { try Base64.decode(text, .url) }
        }
    }
}
