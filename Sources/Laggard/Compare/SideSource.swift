/// Where the children of a side come from.
enum SideSource: Sendable, Equatable {
    /// A commit that a branch, a tag or a hash names: checked out and built.
    case revision(String)
    /// The checkout as it is, changes included: its files are built in a folder of their own.
    case workTree
    /// A program that is there, as a line for the shell: it keeps the trial protocol.
    case command(String)

    var name: String {
        switch self {
        case .revision(let reference): reference
        case .workTree: "work tree"
        case .command(let line): line
        }
    }
}
