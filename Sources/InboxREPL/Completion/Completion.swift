/// What the word before the cursor can become.
package struct Completion: Hashable, Sendable {
    package struct Candidate: Hashable, Sendable {
        /// What stands in the word's place, quotes included.
        package var text: String
        /// Harmless words beside it in a menu; empty for none.
        package var description: String
        /// More of the same word follows: a value after `status:`.
        package var isOpen: Bool

        package init(_ text: String, _ description: String = "", isOpen: Bool = false) {
            self.text = text
            self.description = description
            self.isOpen = isOpen
        }
    }

    /// Where the word begins, in characters of the line from 0.
    package var start: Int
    /// Best first.
    package var candidates: [Candidate]

    package init(start: Int, candidates: [Candidate]) {
        self.start = start
        self.candidates = candidates
    }

    package static let none = Completion(start: 0, candidates: [])

    /// No more than this is offered at once; who types one letter more sees the rest.
    package static let candidatesMax = 200
}
