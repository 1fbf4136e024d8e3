import Foundation

/// The character set of the terminal.
enum Locale8 {
    /// Readline asks the C locale about bytes and drops Cyrillic where that is "C"; text is taken
    /// for UTF-8 in any case. Called before other threads read the environment.
    static func requireUTF8() {
        setlocale(LC_CTYPE, "")
        if String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return }
        // Readline reads the variables anew, so the locale alone is not enough.
        for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
            setenv("LC_ALL", name, 1)
            return
        }
    }
}
