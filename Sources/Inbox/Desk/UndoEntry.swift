import SkeinCRDT
import SkeinStore
import SkeinWire

/// What is needed to take a command back: its name in the store, and what it found.
struct UndoEntry: Codable {
    enum Command: String, Codable {
        case take, assign, status, tag, note, reply, rename, snooze, link, unlink, define, draft
    }

    /// One edit of the command with what was there before. Entities as lower-case hex.
    enum Step: Codable {
        case register(entity: String, field: String, written: Plain, previous: Plain)
        case text(entity: String, field: String, written: String, previous: String)
        case added(entity: String, field: String, String)
        case removed(entity: String, field: String, String)
        case note(String)
        case reply(String)
    }

    /// A register's value; texts that can be erased are not among them.
    enum Plain: Codable, Hashable {
        case null
        case integer(Int64)
        case text(String)
        case bool(Bool)
    }

    var command: Command
    var chat: String?
    var device: UInt16
    /// The counter of the command's first operation.
    var first: UInt64
    var steps: [Step]
    /// How many chats it was about; nil, in entries of earlier builds: one.
    var count: Int?

    init(command: Command, chat: EntityID?, first: Dot, steps: [Step], count: Int = 1) {
        self.count = count
        self.command = command
        self.chat = chat.map { Hex.encode($0.bytes) }
        self.device = first.device.rawValue
        self.first = first.counter
        self.steps = steps
    }

    var firstDot: Dot { Dot(device: DeviceNumber(device), counter: first) }
    var chatEntity: EntityID? { chat.flatMap(EntityID.init(hex:)) }
}

extension UndoEntry.Step {
    /// The step that an edit is about to be; nil for one that is never taken back.
    init?(before edit: Edit, _ store: ReplicaStore) throws {
        switch edit {
        case .write(let id, let field, let value):
            guard let written = UndoEntry.Plain(value) else { return nil }
            let shown = try store.entity(id)?.shown(field)?.value
            // Before anybody wrote one, a chat's status is `new` and its other fields are empty.
            let empty = field == Field.chatStatus ? Value.text(ChatStatus.new.rawValue) : .null
            self = .register(
                entity: Hex.encode(id.bytes), field: field, written: written,
                previous: UndoEntry.Plain(shown ?? empty) ?? .null)
        case .writeText(let id, let field, let text):
            var previous = ""
            if case .content(let hash) = try store.entity(id)?.shown(field)?.value {
                previous = try store.text(of: hash) ?? ""
            }
            self = .text(
                entity: Hex.encode(id.bytes), field: field, written: text,
                previous: previous)
        case .add(let id, let field, .text(let element)):
            self = .added(entity: Hex.encode(id.bytes), field: field, element)
        case .remove(let id, let field, .text(let element)):
            self = .removed(entity: Hex.encode(id.bytes), field: field, element)
        case .fact(let id, Field.noteBody, _): self = .note(Hex.encode(id.bytes))
        case .act(ActVerb.enqueue.rawValue, let id, _): self = .reply(Hex.encode(id.bytes))
        case .add, .remove, .fact, .act: return nil
        }
    }
}

extension UndoEntry.Plain {
    init?(_ value: Value) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case .bool(let bool): self = .bool(bool)
        case .bytes, .content, .list: return nil
        }
    }

    var value: Value {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        case .bool(let bool): .bool(bool)
        }
    }
}
