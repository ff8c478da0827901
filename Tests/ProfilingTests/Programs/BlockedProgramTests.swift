import Testing

struct BlockedProgramTests {
    /// When every thread of Swift's tasks is blocked, a profile is what one needs to find out why.
    @Test(.timeLimit(.minutes(2)))
    func endpoint_Answers_WhenNoTaskCanRun() throws {
        let server = try Server("blocked")
        let answer = try Client.get(server.port, "/debug/pprof/profile?seconds=1")
        #expect(answer.status == 200)
        #expect(try ReadProfile(gzipped: answer.body).total("samples", in: "spin(") > 0)
    }
}
