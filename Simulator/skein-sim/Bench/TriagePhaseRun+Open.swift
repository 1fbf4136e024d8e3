import SkeinStore
import TriageWorkload

/// A new process opens the merged replica and counts the chats whose status is `open`.
extension TriagePhaseRun {
    func open() throws -> BenchFigures {
        let workspace = try workspace()
        let base = PeakMemory.mebibytes()
        var count = 0
        let took = try seconds {
            let store = try workspace.reopen(Self.reader, in: merged)
            count = try store.entityIDs().count { id in
                try store.entity(id)?.shown(TriageSchema.status)?.value == .text("open")
            }
        }
        return [
            "open_and_count_ms": .decimal(1000 * took), "open_chats": .whole(count),
            "rss_open_base": .decimal(base), "rss_open": .decimal(PeakMemory.mebibytes()),
        ]
    }
}
