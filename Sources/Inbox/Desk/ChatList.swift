/// The answer to a query.
package struct ChatList: Hashable, Sendable {
    package var rows: [ChatRow]
    /// How many chats fit the query, whether listed or cut off by the limit.
    package var total: Int
    package var warnings: [QueryWarning]
}
