/// The page before its script fills it.
enum ReportMarkup {
    static let body = #"""


        """#
}
