/// Async functions that call each other: what is sampled runs in the innermost one, after it was suspended.
@inline(never)
func asyncOuter(_ unit: Int) async -> Int {
    let value = await asyncMiddle(unit)
    return value &+ 1
}

@inline(never)
func asyncMiddle(_ unit: Int) async -> Int {
    let value = await asyncInner(unit)
    return value &+ 2
}

@inline(never)
func asyncInner(_ unit: Int) async -> Int {
    await Task.yield()
    let value = spin(unit)
    await Task.yield()
    return value &+ threeQuarters(unit)
}
