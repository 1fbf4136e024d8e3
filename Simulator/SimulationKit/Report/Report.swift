import SkeinWire

import struct Foundation.Data

/// A run as one page: a space-time diagram, the list of its events, and what each replica showed at
/// each of them. The page needs no other file and no network.
package struct Report {
    private let outcome: Outcome
    private let application: any SimulatedApplication

    /// - Precondition: the run kept its states (`Run.keepsStates`).
    package init(_ outcome: Outcome, of application: any SimulatedApplication) {
        self.outcome = outcome
        self.application = application
    }

    /// The file's content.
    ///
    /// - Throws: what `JSONEncoder` throws; never for a run's own texts.
    package func html() throws -> String {
        let title = "\(application.name), seed \(outcome.configuration.seed)"
        let program = application as? any SimulatedProgram
        let polls = (program?.pollLabels ?? []).union([RelayNode.pollLabel])
        let data = try ReportData(outcome, title: title, polls: polls).script()
        return ReportPage.html(title: title, data: data)
    }
}

/// Puts the page's parts together.
enum ReportPage {
    /// - Parameter data: JSON without any `<`.
    static func html(title: String, data: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title)) – Skein simulation</title>
        <style>\(style)</style>
        </head>
        <body>
        \(ReportMarkup.body)
        <script type="application/json" id="data">\(data)</script>
        <script>\(script)</script>
        </body>
        </html>

        """
    }

    /// Nothing is loaded, and no script or style runs but the page's own, by their hashes: what
    /// stands in a message cannot become one.
    private static var policy: String {
        "default-src 'none'; script-src '\(hash(script))'; style-src '\(hash(style))'; "
            + "base-uri 'none'; form-action 'none'"
    }

    private static let style = ReportStyle.frame + ReportStyle.parts
    private static let script =
        "'use strict';\n"
        + [
            ReportScript.data, ReportScript.shapes, ReportScript.axis, ReportScript.diagram,
            ReportScript.list, ReportScript.panel, ReportScript.main,
        ].joined()

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(Array(text.utf8))).base64EncodedString()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}

/// The parts of the page's style sheet.
enum ReportStyle {}

/// The parts of the page's script, in the order in which they stand there.
enum ReportScript {}
