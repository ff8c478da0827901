import Profiling

/// Stacks put together: calls that begin alike are one up to where they part.
struct FlameTree: Sendable {
    /// A function as it is called from one place.
    struct Node: Sendable {
        var frame: Profile.Frame
        /// With all that it calls.
        var value: Int64 = 0
        /// The same in what the view is held against.
        var base: Int64 = 0
        /// Indices of nodes.
        var children: [Int] = []
    }

    /// The root first, which stands for the whole.
    private(set) var nodes: [Node]

    init(_ view: FlameView) {
        nodes = [Node(frame: .init(name: "all"))]
        var places: [Place: Int] = [:]
        for stack in view.stacks { add(stack, to: \.value, &places) }
        for stack in view.base?.stacks ?? [] { add(stack, to: \.base, &places) }
        sort()
    }

    private struct Place: Hashable {
        var parent: Int
        var frame: Profile.Frame
    }

    private mutating func add(
        _ stack: Profile.Stack, to value: WritableKeyPath<Node, Int64>, _ places: inout [Place: Int]
    ) {
        var at = 0
        nodes[at][keyPath: value] += stack.value
        for frame in stack.frames {
            let place = Place(parent: at, frame: frame)
            if let child = places[place] {
                at = child
            } else {
                nodes.append(Node(frame: frame))
                nodes[at].children.append(nodes.count - 1)
                at = nodes.count - 1
                places[place] = at
            }
            nodes[at][keyPath: value] += stack.value
        }
    }

    /// By name, so that the same code stands at the same place in each view.
    private mutating func sort() {
        let names = nodes.map(\.frame.name)
        for index in nodes.indices { nodes[index].children.sort { names[$0] < names[$1] } }
    }
}
