/// Reads the data: rows, what replicas showed, which rows pass the filter.
extension ReportScript {
    static let data = #"""


        """#
}
