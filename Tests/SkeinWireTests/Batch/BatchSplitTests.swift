import SkeinCRDT
import SkeinWire
import Testing

struct BatchSplitTests {
    private let device = DeviceNumber(0)

    @Test func `all that fits is taken, and nothing of nothing`() throws {
        let operations = (1...100).map { TestWorkspace.operation($0, device: device) }
        #expect(try Batch.prefixThatFits(operations, contents: []) == 100)
        #expect(try Batch.prefixThatFits([], contents: []) == 0)
    }

    @Test func `a batch has at most 4,096 operations`() throws {
        let operations = (1...5_000).map { TestWorkspace.operation($0, device: device) }
        #expect(try Batch.prefixThatFits(operations, contents: []) == 4_096)
    }

    @Test func `a batch has at most 511 texts`() throws {
        var random = SplitMix64(seed: 1)
        let contents = (0..<600).map { _ in Content(salt: random.bytes(16), text: [1]) }
        let operations = contents.enumerated().map { index, content in
            TestWorkspace.write(UInt64(index + 1), .content(content.hash))
        }
        let count = try Batch.prefixThatFits(operations, contents: contents)
        #expect(count == 511)
        try sealsAndIsTheMost(count, operations, contents)
    }

    @Test func `a batch has at most 256 KiB of records`() throws {
        var random = SplitMix64(seed: 2)
        let contents = (0..<40).map { _ in
            Content(salt: random.bytes(16), text: random.bytes(10_000))
        }
        let operations = contents.enumerated().map { index, content in
            TestWorkspace.write(UInt64(index + 1), .content(content.hash))
        }
        let count = try Batch.prefixThatFits(operations, contents: contents)
        #expect(count == 25)
        try sealsAndIsTheMost(count, operations, contents)
    }

    @Test func `the structure of a batch has at most 64 KiB sealed`() throws {
        var random = SplitMix64(seed: 3)
        let operations = (1...200).map {
            TestWorkspace.write($0, .bytes(random.bytes(1_000)))
        }
        let count = try Batch.prefixThatFits(operations, contents: [])
        #expect(count > 50 && count < 66)
        try sealsAndIsTheMost(count, operations, [])
    }

    @Test func `what unfolds to more than a MiB does not fit`() throws {
        let operations = (1...2_000).map {
            TestWorkspace.write(
                $0, .bytes([UInt8](repeating: UInt8($0 % 256), count: 1_000 + Int($0))))
        }
        let count = try Batch.prefixThatFits(operations, contents: [])
        #expect(count > 400 && count < 1_000)
        try sealsAndIsTheMost(count, operations, [])
    }

    @Test func `an operation that is too large alone fits no batch`() throws {
        var random = SplitMix64(seed: 4)
        let noise = TestWorkspace.write(1, .bytes(random.bytes(66_000)))
        #expect(try Batch.prefixThatFits([noise], contents: []) == 0)
        let small = TestWorkspace.operation(1, device: device)
        let after = TestWorkspace.write(2, .bytes(random.bytes(66_000)))
        #expect(try Batch.prefixThatFits([small, after], contents: []) == 1)
        let text = Content(salt: random.bytes(16), text: random.bytes(65_264))
        let long = TestWorkspace.write(1, .content(text.hash))
        #expect(try Batch.prefixThatFits([long], contents: [text]) == 0)
    }

    private func sealsAndIsTheMost(
        _ count: Int, _ operations: [Operation], _ contents: [Content]
    ) throws {
        var workspace = try TestWorkspace()
        func seal(_ count: Int) throws -> SealedBatch {
            let prefix = Array(operations.prefix(count))
            return try workspace.seal(prefix, Batch.contents(for: prefix, of: contents))
        }
        let sealed = try seal(count)
        #expect(throws: Never.self) { try sealed.checkRecords() }
        #expect(throws: (any Error).self) { try seal(count + 1) }
    }
}
