import Foundation

/// The rights of a file, as in `chmod`; nil where it is not there.
func permissions(of path: String) -> Int? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Int(facts.st_mode & 0o777)
}
