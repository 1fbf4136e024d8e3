package import SkeinCRDT

/// What this device remembers of polling a source.
package struct SourceHealth: Hashable, Sendable {
    package var lastSuccess: WallTime?
    /// One of `SourceProblem.code`; nil while all is well.
    package var problemCode: String?
    package var problemSince: WallTime?
    package var detail = ""
    /// When the token ends, where the platform tells.
    package var tokenEnds: WallTime?

    package init(
        lastSuccess: WallTime? = nil, problemCode: String? = nil, problemSince: WallTime? = nil,
        detail: String = ""
    ) {
        self.lastSuccess = lastSuccess
        self.problemCode = problemCode
        self.problemSince = problemSince
        self.detail = detail
    }
}
