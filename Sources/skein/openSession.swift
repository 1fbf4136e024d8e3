import InboxREPL

/// Opens the replica in a folder.
func openSession(_ folder: String) async throws -> any Session {
    throw SessionError.storeDamaged(detail: folder)
}
