// Latency by percentile: the repetitions of a cell added up, and each of them.
const PERCENTILES = [0, 50, 90, 99, 99.9, 99.99, 99.999];

function percentilesFigure(panel, name) {
    return {
        title: `Latency by percentile, ${name} class`,
        label: `End-to-end latency of the ${name} class by percentile, of each strategy`,
        perSubscribers: true,
        prepare: () => detailsOf(panel),
        caption: () => ['Thick: the repetitions added up; thin: each. A curve ends where its samples are too few.',
            ...name === 'fast' && panel.cellsHere.some((cell) => cell.isBound)
                ? ['Open triangle at its end: a lower bound.']
                : [],
            ...panel.cellsHere.some((cell) => cell.early.length > 0) ? ['× the end of a trial that did not end ok.']
                                                                     : []]
            .join(' '),
        build: (prepared, look) => buildPercentiles(panel.report, prepared, name, look),
        table: () => summaryTable(panel, `Latency of the ${name} class`, ['p50', 'p90', 'p99', 'p999', 'max',
            'mean'].map((part) => `${name}_latency_${part}_ns`).concat(`${name}_latency_samples`)),
    };
}

function buildPercentiles(report, prepared, name, look) {
    const curves = prepared.flatMap(([cell, details]) => curvesOf(report, cell, details, name));
    if (curves.length === 0) {
        const isSomeone = name === 'fast' || prepared.some(([cell]) => cell.value('slow_subscribers') > 0);
        return {empty: isSomeone ? 'Too few samples for a percentile.' : 'No subscriber is slow here.'};
    }
    const traces = curves.flatMap((curve) => curveTraces(report, curve, look));
    const values = curves.flatMap((curve) => curve.points.map(([, value]) => value));
    return {
        traces,
        layout: {xaxis: percentileAxis(curves, look), yaxis: Scale.log(values, 'ns').axis(look, 'latency, end to end')}
    };
}

function percentileAxis(curves, look) {
    const most = Math.max(1, ...curves.map((curve) => curve.points.at(-1)[0]));
    const places = PERCENTILES.filter((percentile) => ninesOf(percentile) <= most * 1.02);
    return {
        ...plainAxis(look),
        title: titleOf('percentile of deliveries', look),
        range: [0, most * 1.04],
        tickmode: 'array',
        tickvals: places.map(ninesOf),
        ticktext: places.map(String)
    };
}

/** The curves of a cell: of each trial, and of those that ended ok together. Points are [nines, ns]. */
function curvesOf(report, cell, details, name) {
    const single = cell.trials.map((trial, at) => ({
        cell,
        points: details.trials[at]?.curves?.[name] ?? [],
        route: report.routeOf(trial),
        trial,
        ending: report.value(trial, 'status') === 'ok' ? null : endingLines(report, trial),
        said: `repetition ${raw(report.value(trial, 'repetition'))}`,
        isThin: cell.trials.length > 1,
    }));
    const merged = details.curves?.[name] ?? [];
    const together = {
        cell,
        points: merged,
        route: cell.route,
        said: `${counted(cell.ok.length, 'trial')} added up`,
        isBound: name === 'fast' && cell.isBound,
        ending: null
    };
    return [...single, ...cell.trials.length > 1 ? [together] : []].filter((curve) => curve.points.length > 0);
}

function curveTraces(report, {cell, points, route, ending, said, isThin, isBound}, look) {
    const strategy = report.strategies.get(cell.strategy);
    const color = colorOf(strategy, look);
    const x = points.map(([nines]) => nines);
    const y = points.map(([, value]) => Math.log10(Math.max(1, value)));
    const line = {
        type: 'scatter',
        mode: isThin ? 'lines' : 'lines+markers',
        x,
        y,
        customdata: x.map(() => route),
        line: {color, width: isThin ? 0.8 : 1.8, dash: strategy.dash},
        opacity: isThin ? 0.45 : 1,
        marker: {...markerOf(strategy, look, {size: 7}), maxdisplayed: 6},
        hoverinfo: isThin && !ending ? 'skip' : undefined,
        text: points.map(([nines, value]) => saying(cellHead(cell),
                             `p${Number(percentileOf(nines).toPrecision(5))}: ${figure(value, 'ns')}`, said)),
        hovertemplate: isThin && !ending ? undefined : '%{text}<extra></extra>',
    };
    if (ending) {
        return [
            line, crossTrace(strategy, look, [{x: x.at(-1), y: y.at(-1), route, text: saying(cellHead(cell), ending)}])
        ];
    }
    if (!isBound) return [line];
    return [
        line, {
            type: 'scatter',
            mode: 'markers',
            x: [x.at(-1)],
            y: [y.at(-1)],
            hoverinfo: 'skip',
            cliponaxis: false,
            marker: {symbol: 'triangle-up', size: 10, color: look.paper, line: {color, width: 1.6}}
        }
    ];
}
