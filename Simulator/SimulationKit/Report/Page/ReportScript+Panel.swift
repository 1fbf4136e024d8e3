/// The side panel: the event, the replica, its conflicts.
extension ReportScript {
    static let panel = #"""


        """#
}
