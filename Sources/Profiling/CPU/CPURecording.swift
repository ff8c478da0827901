/// What a CPU profile has gathered, before addresses become names.
struct CPURecording: Sendable {
    var counts: StackCounts
    var images: LoadedImages
    /// CPU time that one count stands for, in nanoseconds.
    var period: Int64
    /// When it began: nanoseconds since 1970, UTC.
    var start: Int64 = 0
    /// How long it took, in nanoseconds.
    var duration: Int64 = 0
    /// Nanoseconds that the CPUs spent on the process meanwhile, but for the profile's own thread.
    var processCPU: Int64 = 0
    /// Periods whose samples found no room.
    var lost = 0
    /// Threads that could not be given a timer, by the error's number.
    var untimed: [Int32: Int] = [:]
}
