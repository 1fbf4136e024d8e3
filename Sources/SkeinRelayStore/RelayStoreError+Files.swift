import SkeinFiles
import SkeinRelay

extension RelayStoreError {
    /// What a failed call on a file means for the one who can act on it.
    ///
    /// - Parameter verb: What was tried, as in "cannot write".
    init(_ error: FileError, doing verb: String) {
        let sentence = "cannot \(verb) \(error.path): \(error.detail)"
        switch error.cause {
        case .full: self = .diskFull(sentence)
        case .locked(let holder): self = .inUse(holder: holder)
        case .exists, .system: self = .folder(sentence)
        }
    }
}
