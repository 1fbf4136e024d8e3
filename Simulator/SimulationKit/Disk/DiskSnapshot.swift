/// A copy of all files of a disk, as a copying program would have made it at that moment.
package struct DiskSnapshot: Hashable, Sendable {
    package let contentByPath: [String: [UInt8]]
    let folders: Set<String>

    package var paths: [String] { contentByPath.keys.sorted() }
}
