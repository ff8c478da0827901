/// Why a command ends without having done its work: what to say, and the exit code.
struct Failure: Error, Equatable, CustomStringConvertible {
    var status: ExitStatus
    /// What is wrong, in words that name the file or the option.
    var message: String
    /// How to mend it.
    var hint: String?

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }

    var description: String {
        hint.map { "\(message)\n  \($0)" } ?? message
    }
}
