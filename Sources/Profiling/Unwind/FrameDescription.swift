/// What unwind information (.eh_frame) says of one function: an entry of its own, and one that it shares with others.
struct FrameDescription {
    var start: UInt64
    var end: UInt64
    var codeAlignment: UInt64
    var dataAlignment: Int
    var commonInstructions: ArraySlice<UInt8>
    var instructions: ArraySlice<UInt8>
}
