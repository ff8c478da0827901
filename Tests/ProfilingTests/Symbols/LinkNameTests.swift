import Testing

@testable import Profiling

struct LinkNameTests {
    @Test(arguments: [
        ("$s1a4leafyS2iYaFTY3_", "$s1a4leafyS2iYaF"), ("$s1a4leafyS2iYaFTQ12_", "$s1a4leafyS2iYaF"),
        ("$s1a4leafyS2iYaF", "$s1a4leafyS2iYaF"), ("TY_", "TY_"), ("_", "_"), ("", ""), ("12_", "12_"),
        ("plain_", "plain_"),
    ])
    func asyncPart_IsTakenOff(_ name: String, _ expected: String) {
        #expect(LinkName.withoutAsyncPart(name) == expected)
    }

    @Test(arguments: [
        "$s1a4leafyS2iYaF", "$s1a4leafyS2iYaKF", "$s1a4leafyS2iYaFTQ0_", "$s1a1fyyFyyYacfU_", "$s1a1fyyFyyYaKcfU0_",
        "$s1a1fyyFyyYaYbcfU12_", "$s1a1fyyFyyYaXEfU_",
    ])
    func async_IsRecognised(_ name: String) {
        #expect(LinkName.isAsync(name))
    }

    // Of these the first is a closure that is not async in a function that is.
    @Test(arguments: ["$s1a4leafyS2iYaFS2iXEfU_", "$s1a4workyS2iF", "malloc", "", "F", "fU_", "_ZN1aF"])
    func others_AreNotAsync(_ name: String) {
        #expect(!LinkName.isAsync(name))
    }
}
