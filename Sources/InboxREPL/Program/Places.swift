import Foundation

/// Where the program keeps its things, by the XDG rules.
package struct Places: Hashable, Sendable {
    package let store: String
    package let history: String
    package let startupScript: String

    /// - Parameter store: the folder named by `--store`, if any.
    package init(store: String?, environment: [String: String]) {
        let home = environment["HOME"] ?? "/"
        func folder(_ variable: String, _ standard: String) -> String {
            // Relative paths in these variables are to be ignored, says the specification.
            let named = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
            return (named ?? "\(home)/\(standard)") + "/skein"
        }
        let standard = environment["SKEIN_STORE"].flatMap { $0.isEmpty ? nil : $0 }
        self.store = store ?? standard ?? folder("XDG_DATA_HOME", ".local/share")
        self.history = folder("XDG_STATE_HOME", ".local/state") + "/history"
        self.startupScript = folder("XDG_CONFIG_HOME", ".config") + "/init"
    }
}
