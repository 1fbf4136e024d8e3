/// How single parts of the page look.
extension ReportStyle {
    static let parts = #"""


        """#
}
