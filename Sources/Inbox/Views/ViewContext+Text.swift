import SkeinStore
import SkeinWire

extension ViewContext {
    /// What a register shows, as text; nil where it shows none or the text is gone.
    func shownText(_ state: EntityState, _ field: String) throws -> String? {
        switch state.shown(field)?.value {
        case .text(let text): text
        case .content(let hash): try text(of: hash)
        default: nil
        }
    }
}
