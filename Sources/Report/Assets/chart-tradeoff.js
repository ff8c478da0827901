// The trade-off: the fast class's p99 against the share of deliveries that were dropped, one point per strategy.

function tradeoffFigure(panel) {
    return {
        title: 'Latency against drops',
        label: 'p99 latency of the fast class against the share of deliveries dropped, a point for each strategy',
        perSubscribers: true,
        caption: () => ['Down and to the left is better. Medians with their whole ranges both ways;',
            'what is pending or left in a buffer is not dropped, nor delivered.',
            ...panel.cellsHere.some((cell) => cell.isBound) ? ['Open with an arrow: a lower bound.'] : [],
            ...panel.cellsHere.some((cell) => cell.early.length > 0)
                ? ['× a trial that did not end ok; without a p99 it is at the bottom.']
                : [],
            ...missingCaption(panel.cellsHere, 'fast_latency_p99_ns')]
            .join(' '),
        build: (_, look) => buildTradeoff(panel, look),
        table: () => tradeoffTable(panel),
    };
}

/** Of the deliveries that were published, the share dropped in percent; null where that is not known. */
function shareDropped(report, trial) {
    let dropped = 0;
    let whole = 0;
    for (const name of CLASSES) {
        for (const account of ACCOUNTS) {
            if (account.name === 'unpublished') continue;
            const value = report.value(trial, `${name}_${account.name}`);
            if (value === null) return null;
            whole += value;
            if (DROPS.includes(account.name)) dropped += value;
        }
    }
    return whole > 0 ? (dropped / whole) * 100 : null;
}

function buildTradeoff(panel, look) {
    const {report} = panel;
    const latencyOf = (trial) => report.value(trial, 'fast_latency_p99_ns');
    const all = panel.cellsHere.flatMap((cell) => cell.trials);
    const latencies = all.map(latencyOf).filter((value) => value !== null);
    const hasCross = panel.cellsHere.some((cell) => cell.early.some((trial) => latencyOf(trial) === null));
    if (latencies.length === 0 && !hasCross) return {empty: 'No p99: too few samples.'};
    const most = all.reduce((value, trial) => Math.max(value, shareDropped(report, trial) ?? 0), 0) || 1;
    const ys = Scale.log(latencies, 'ns', {strip: hasCross, above: 0.12});
    const xs = Scale.linear(0, most, 'percent', {above: 0.1, count: most < 0.01 ? 3 : 5});
    const aside = (xs.range[1] - xs.range[0]) * 0.022;
    const traces = panel.shown.flatMap((name, order) => {
        const strategy = report.strategies.get(name);
        // A little apart, so that none hides another.
        const shift = (order - (panel.shown.length - 1) / 2) * (aside / 2);
        return panel.cellsHere.filter((cell) => cell.strategy === name).flatMap((cell) => {
            const point = tradeoffPoint(report, cell, ys, shift, latencyOf);
            const crosses = cell.early.map((trial) => ({
                x: (shareDropped(report, trial) ?? 0) + shift,
                y: latencyOf(trial) === null ? ys.strip : ys.project(latencyOf(trial)),
                route: report.routeOf(trial),
                text: saying(cellHead(cell), endingLines(report, trial)),
            }));
            return [
                ...point ? medianTraces(strategy, look, [point], {horizontal: true}) : [],
                ...crosses.length > 0 ? [crossTrace(strategy, look, crosses)] : []
            ];
        });
    });
    xs.range[0] -= aside * 2;
    return {
        traces,
        layout: {
            xaxis: xs.axis(look, 'share of deliveries dropped, fast and slow'),
            yaxis: ys.axis(look, 'p99 of the fast class'),
        }
    };
}

function tradeoffPoint(report, cell, ys, shift, latencyOf) {
    const trials = cell.ok.filter((trial) => latencyOf(trial) !== null && shareDropped(report, trial) !== null);
    if (trials.length === 0) return null;
    const latency = spread(trials.map(latencyOf));
    const share = spread(trials.map((trial) => shareDropped(report, trial)));
    return {
        x: share.median + shift,
        left: share.least + shift,
        right: share.largest + shift,
        y: ys.project(latency.median),
        low: ys.project(latency.least),
        high: ys.project(latency.largest),
        bound: cell.isBound,
        route: cell.route,
        text: saying(cellHead(cell), spreadLines('fast p99', latency, 'ns', cell.isBound),
            spreadLines('dropped', share, 'percent')),
    };
}

function tradeoffTable(panel) {
    const {report} = panel;
    const shares = (cell) => spread(cell.ok.map((trial) => shareDropped(report, trial)));
    return makeTable('p99 of the fast class and share of deliveries dropped: medians and ranges',
        ['Strategy', {n: 'fast latency p99'}, {n: 'dropped'}],
        panel.cellsHere.map(
            (cell) => [cell.strategy, {n: figureLink(cell, cell.spread('fast_latency_p99_ns'), 'ns', cell.isBound)},
                {n: figureLink(cell, shares(cell), 'percent', false)}]));
}
