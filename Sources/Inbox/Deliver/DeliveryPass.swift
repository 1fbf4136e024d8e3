import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

/// What one event leads to, gathered.
struct DeliveryPass {
    let now: Instant
    var edits: [Edit] = []
    var calls: [EngineAction] = []
    var notices: [Notice] = []
    var wakes: [MonotonicTime] = []
    private var done: Set<EntityID> = []

    init(now: Instant) { self.now = now }

    /// Records a step of an act; nothing else is decided for it in this pass.
    mutating func step(_ act: EntityID, _ request: ActRequest) {
        edits.append(.step(act, request))
        done.insert(act)
    }

    func isDone(_ act: EntityID) -> Bool { done.contains(act) }
}
