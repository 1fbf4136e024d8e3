import InboxSimulation
import SimulationKit
import Testing

/// The sender's power goes in the middle of its sending.
@Suite(.serialized) struct CrashCallingTests {
    @Test(arguments: DeathInCall.allCases)
    func `an answer whose sender dies in the call arrives once`(
        moment: DeathInCall
    ) throws {
        let story = """
            application inbox
            devices anna boris
            storm 90s
            0s  platforms buyer wb Ольга Вопрос
            1s  anna does source wb
            60s anna does reply Ольга Ответ
            61s anna crash-calling \(moment.rawValue)
            end expect boris shows "reply Ответ sent"
            """
        let file = try RunFile(parsing: story, name: "story", applications: [InboxProgram()])
        let outcome = file.run.execute()
        #expect(outcome.isGood, "\(outcome.violations) \(outcome.error ?? "")")
        #expect(outcome.counts["fault.crashCalling"] == 1)
        #expect(outcome.counts["platform.applied"] == 1)
    }
}
