// Heap and pending timers over time: of each trial, from its warm-up to its drain, with the window marked.
const QUANTITIES = [
    {
        name: 'allocated_bytes',
        title: 'Heap over time',
        axis: 'allocated',
        unit: 'bytes',
        columns: [
            'heap_baseline_bytes', 'heap_peak_bytes', 'heap_end_bytes', 'heap_growth_bytes', 'heap_slope_bytes_per_s',
            'resident_peak_bytes'
        ],
    },
    {
        name: 'pending_timers',
        title: 'Pending timers over time',
        axis: 'timers armed',
        unit: 'short',
        columns: ['pending_timers_peak'],
        // Where no trial has so many, there is nothing to see.
        least: 1000,
    },
];

/** The quantities that a setting has something to show of. */
function quantitiesOf(panel) {
    const peak = (cell) =>
        Math.max(...cell.trials.map((trial) => panel.report.value(trial, 'pending_timers_peak') ?? 0));
    return QUANTITIES.filter(({least}) => !least || panel.setting.cells.some((cell) => peak(cell) >= least));
}

function overtimeFigure(panel, quantity) {
    return {
        title: quantity.title,
        label: `${quantity.title}: of each strategy, with the measurement window marked`,
        perSubscribers: true,
        prepare: () => detailsOf(panel),
        caption: () => overtimeCaption(panel),
        build: (prepared, look) => buildOvertime(panel, quantity, prepared, look),
        table: () => summaryTable(panel, quantity.title, quantity.columns),
    };
}

function overtimeCaption(panel) {
    const words =
        ['One line a trial; warm-up before the window, drain after it. It goes no deeper than the windows do.'];
    if (panel.cellsHere.some((cell) => cell.early.length > 0)) words.push('× the end of a trial that did not end ok.');
    return words.join(' ');
}

/** Curves and series of the cells that are shown, as [cell, details]. */
async function detailsOf(panel) {
    const all = await Promise.all(panel.cellsHere.map(async (cell) => [cell, await cell.details()]));
    return all.filter(([, details]) => details);
}

function buildOvertime(panel, quantity, prepared, look) {
    const traces = prepared.flatMap(
        ([cell, details]) => cell.trials.flatMap(
            (trial, at) => overtimeTraces(cell, trial, details.trials[at]?.series, quantity, at === 0, look)));
    if (traces.length === 0) return {empty: 'There are no samples of these trials.'};
    const trials = prepared.flatMap(([cell]) => cell.trials);
    const most = (name) => Math.max(...trials.map((trial) => panel.report.value(trial, name) ?? 0));
    const window = most('window_s');
    const series = prepared.flatMap(([, details]) => details.trials.map((trial) => trial.series)).filter(Boolean);
    // What comes after the drain's limit is the end of the process; nor is the set-up worth half of the chart.
    const last = window > 0 ? window + most('drain_limit_s') * 1.1 + 0.02 : Infinity;
    const first = Math.min(...series.map(startOf));
    const end = Math.min(Math.max(...traces.map((trace) => trace.x.at(-1))), last);
    return {
        traces,
        layout: {
            xaxis: secondsAxis(first, end, look),
            yaxis: heightOf(series, quantity, end).axis(look, quantity.axis),
            dragmode: canPoint() ? 'zoom' : false,
            shapes: window > 0 ? [windowShape(window, look)] : [],
            annotations: window > 0 ? [windowNote(look)] : [],
        }
    };
}

/** When the first sample after the set-up was taken; the first one where there is no other. */
function startOf(series) {
    const [[phase, count]] = series.phase?.length > 0 ? series.phase : [['', 0]];
    return series.elapsed_s[phase === 'setup' && count < series.elapsed_s.length ? count : 0];
}

/** The values of a column in a phase. */
function valuesIn(series, name, phase) {
    const values = [];
    let at = 0;
    for (const [each, count] of series.phase ?? []) {
        if (each === phase) values.push(...(series[name] ?? []).slice(at, at + count));
        at += count;
    }
    return values.filter((value) => value !== null);
}

/**
 * As high as the highest sample that shows, as deep as the windows: a heap that the set-up fills, or that is given back
 * at the end, would leave no room for what the window is about.
 */
function heightOf(all, {name, unit}, end) {
    const shown = all.flatMap(
        (series) => (series[name] ?? []).filter((value, at) => value !== null && series.elapsed_s[at] <= end));
    const inside = all.flatMap((series) => valuesIn(series, name, 'window'));
    const least = (values) => values.reduce((one, other) => Math.min(one, other), Infinity);
    const high = shown.reduce((one, other) => Math.max(one, other), 0);
    const low = least(inside.length > 0 ? inside : shown);
    return Scale.linear(low, Math.max(high, low + Math.abs(high) * 0.02), unit, {above: 0.14});
}

function secondsAxis(first, last, look, more = {}) {
    const aside = (last - first) * 0.02 || 1;
    return {
        ...plainAxis(look),
        title: titleOf('seconds since the window began', look),
        range: [first - aside, last + aside],
        fixedrange: !canPoint(),
        nticks: 6,
        ...more
    };
}

/** Whether there is a mouse: with a finger, a drag scrolls the page. */
const canPoint = () => window.matchMedia('(hover: hover) and (pointer: fine)').matches;

function overtimeTraces(cell, trial, series, {name, unit}, isFirst, look) {
    const {report} = cell;
    if (!series?.[name]) return [];
    const strategy = report.strategies.get(cell.strategy);
    const color = colorOf(strategy, look);
    const known = series.elapsed_s.map((_, at) => at).filter((at) => series[name][at] !== null);
    if (known.length === 0) return [];
    const route = report.routeOf(trial);
    const x = known.map((at) => series.elapsed_s[at]);
    const y = known.map((at) => series[name][at]);
    const repetition = `repetition ${raw(report.value(trial, 'repetition'))}`;
    const line = {
        type: 'scatter',
        mode: isFirst ? 'lines+markers' : 'lines',
        x,
        y,
        customdata: x.map(() => route),
        line: {color, width: isFirst ? 1.6 : 1, dash: strategy.dash},
        opacity: isFirst ? 1 : 0.6,
        marker: {...markerOf(strategy, look, {size: 7}), maxdisplayed: 7},
        text: x.map((time, at) => saying(cellHead(cell), repetition,
                        `${figure(y[at], unit === 'short' ? 'count' : unit)} at ${time.toFixed(2)} s`)),
        hovertemplate: '%{text}<extra></extra>',
    };
    if (report.value(trial, 'status') === 'ok') return [line];
    return [
        line, crossTrace(strategy, look, [{
            x: x.at(-1),
            y: y.at(-1),
            route,
            text: saying(cellHead(cell), endingLines(report, trial),
                `at its end: ${figure(y.at(-1), unit === 'short' ? 'count' : unit)}`)
        }])
    ];
}

/** A table of the cells shown: for each column, the median with its range. */
function summaryTable(panel, label, names) {
    const columns = names.map((name) => panel.report.byName.get(name)).filter(Boolean);
    const used = columns.filter((column) => panel.cellsHere.some((cell) => cell.spread(column.name)));
    const rows = panel.cellsHere.map(
        (cell) => [make('a', {href: cell.route}, cell.strategy),
            ...used.map((column) => ({n: spreadCell(cell, column)})),
            {n: cell.early.length > 0 ? `${cell.ok.length} of ${cell.trials.length}` : String(cell.ok.length)},
    ]);
    return makeTable(`${label}: medians and ranges`,
        ['Strategy', ...used.map((column) => ({n: spokenName(column)})), {n: 'ok trials'}], rows);
}

function spreadCell(cell, column) {
    const found = cell.spread(column.name);
    if (!found) return ABSENT;
    const isBound = column.name.startsWith('fast_latency_p') && cell.isBound;
    return make('div', {class: 'spread'}, `${isBound ? '> ' : ''}${figure(found.median, column.unit)}`,
        found.count > 1
            ? make('small', {}, `${figure(found.least, column.unit)} to ${figure(found.largest, column.unit)}`)
            : null);
}
