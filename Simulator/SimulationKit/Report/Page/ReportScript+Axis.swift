/// Where a moment stands on the axis, and its marks.
extension ReportScript {
    static let axis = #"""


        """#
}
