/// The cursor, keys, filters, and the start.
extension ReportScript {
    static let main = #"""


        """#
}
