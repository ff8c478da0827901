/// Gives other tasks their turn until the condition holds. It hangs if it never does: the suite's own limit ends it.
func eventually(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}
