import Inbox

extension Shell {
    /// Says what went wrong, with a caret under the place, and what can be done; the exit code.
    nonisolated func report(_ error: any Error, line: String?) -> ExitCode {
        if error is CancellationError { return .interrupted }
        let complaint = Complaint.of(error, look)
        if let line = complaint.excerpt ?? line, case .at(let column, let length) = complaint.place
        {
            console.message(Caret.lines(line, column: column, length: length) + "\n")
        }
        let language = settings.language
        let text = Printable.neutralise(
            Catalogue.text(complaint.message, complaint.arguments, language), .block)
        console.message(Paint.alarm(text, on: console.messageColour) + "\n")
        if let remedy = complaint.remedy {
            let advice = Catalogue.text(remedy, complaint.remedyArguments, language)
            console.message(Printable.neutralise(advice, .block) + "\n")
        }
        return complaint.exit
    }
}
