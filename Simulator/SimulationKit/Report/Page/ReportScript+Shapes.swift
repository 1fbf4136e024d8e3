/// Symbols: a shape and a name for each kind.
extension ReportScript {
    static let shapes = #"""


        """#
}
