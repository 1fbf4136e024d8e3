/// Draws the space-time diagram.
extension ReportScript {
    static let diagram = #"""


        """#
}
