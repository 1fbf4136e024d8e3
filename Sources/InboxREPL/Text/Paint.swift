/// Colour, as the meaning it carries; never the only carrier of it.
package enum Paint: String, Sendable {
    case bold = "1"
    case dim = "2"
    case alarm = "31"
    case good = "32"
    case warning = "33"
    case note = "36"

    /// `text` between the escape sequences of this paint, or as it is where colour is off.
    package func callAsFunction(_ text: String, on isOn: Bool) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
