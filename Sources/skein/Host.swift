import InboxREPL

/// The program's surroundings; Foundation has a `Host` of its own.
typealias Host = InboxREPL.Host
