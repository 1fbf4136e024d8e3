extension StringProtocol {
    /// Whether both are the same bytes; Swift's `==` also holds texts equal that Unicode does.
    func isSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}
