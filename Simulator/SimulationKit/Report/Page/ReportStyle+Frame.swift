/// How the page is laid out, and its colours in both schemes.
extension ReportStyle {
    static let frame = #"""


        """#
}
