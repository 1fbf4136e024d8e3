/// The list of events, of which only what is in sight exists.
extension ReportScript {
    static let list = #"""


        """#
}
