/// Exit codes of a child.
enum ChildExit: Int32 {
    /// A result line was written.
    case done = 0
    /// Bad options, a cell that is not one, or a strategy that is not on offer.
    case usage = 2
    /// Standard output broke, or standard input closed before the result: whoever asked is gone.
    case abandoned = 7
}
