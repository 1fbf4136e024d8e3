import SkeinTransport

/// A method that is not carried out, with the platform's answer.
struct TelegramRefusal: Error {
    let answer: HTTPAnswer

    /// - Parameter text: What follows "Bad Request: ".
    static func badRequest(_ text: String) -> TelegramRefusal {
        TelegramRefusal(answer: .telegramError(400, "Bad Request: \(text)"))
    }
}
