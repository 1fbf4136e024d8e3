package import SkeinWire

/// Where a workspace's relay answers, and the keys that its words are checked against.
package struct RelayAddress: Hashable, Sendable {
    /// Scheme, host and port, without a slash at the end.
    package let url: String
    package let verifier: RelayVerifier
    package let workspace: WorkspaceID

    package init(url: String, verifier: RelayVerifier, workspace: WorkspaceID) {
        self.url = url
        self.verifier = verifier
        self.workspace = workspace
    }

    var origin: String { Checkpoint.origin(relay: verifier.name, workspace: workspace.bytes) }

    func path(_ rest: String) -> String { "\(url)/v1/w/\(Hex.encode(workspace.bytes))/\(rest)" }
}
