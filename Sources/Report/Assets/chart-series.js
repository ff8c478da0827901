// The time series of trials, one below the other over the same seconds: heap, deliveries, depth, senders, timers.
const SERIES = [
    {title: 'heap', unit: 'bytes', parts: ['allocated_bytes', 'resident_bytes'], note: 'allocated; thin: resident'},
    {title: 'deliveries /s', unit: 'per_s', parts: ['deliveries'], isCount: true},
    {title: 'drops /s', unit: 'per_s', parts: ['drops'], isCount: true},
    {title: 'depth', unit: 'short', parts: ['depth'], note: 'known while no sender is alive'},
    {title: 'senders', unit: 'short', parts: ['senders_alive']},
    {title: 'timers', unit: 'short', parts: ['pending_timers']},
];
const SERIES_HEIGHT = 104;

/** Which series any of these trials has, drops only where there are any. */
function seriesOf(details) {
    return SERIES.filter(({parts, title}) => details.some(
                             ({series}) => parts.some((part) => (series?.[part]?.some((value) => value !== null &&
                                                              (title !== 'drops /s' || value > 0))))));
}

/** A chart of one trial's series, or of a cell's: `trials` are [trial, {series}]. */
function seriesChart(report, cell, trials) {
    const used = seriesOf(trials.map(([, details]) => details));
    if (used.length === 0) return null;
    return new Chart({
        label: `Time series: ${used.map(({title}) => title).join(', ')}`,
        height: used.length * SERIES_HEIGHT + 70,
        build: (_, look) => buildSeries(report, cell, trials, used, look),
    });
}

function buildSeries(report, cell, trials, used, look) {
    const traces = [];
    const layout =
        {annotations: [], shapes: [], margin: {l: 62, r: 16, t: 30, b: 42}, dragmode: canPoint() ? 'zoom' : false};
    const window = Math.max(0, ...trials.map(([trial]) => report.value(trial, 'window_s') ?? 0));
    const gap = 0.16 / used.length;
    used.forEach((kind, at) => {
        const suffix = at === 0 ? '' : String(at + 1);
        const domain = [1 - (at + 1) / used.length + gap / 2, 1 - at / used.length - gap / 2];
        const lines = trials.flatMap(
            ([trial, {series}]) => (seriesTraces(report, cell, trial, series, kind, look, trials.length === 1)));
        traces.push(...lines.map((line) => ({...line, xaxis: 'x', yaxis: `y${suffix}`})));
        const high = lines.reduce((most, line) => line.y.reduce((one, other) => Math.max(one, other ?? 0), most), 0);
        const ys = Scale.linear(0, high, kind.unit, {count: 3});
        layout[`yaxis${suffix}`] = ys.axis(look, '', {domain});
        layout.annotations.push({
            xref: 'paper',
            yref: 'paper',
            x: 0,
            y: domain[1],
            xanchor: 'left',
            yanchor: 'bottom',
            showarrow: false,
            text: `<b>${kind.title}</b> ${kind.parts.length === 1 || trials.length === 1 ? kind.note ?? '' : ''}`,
            font: {size: 11, color: look.ink}
        });
    });
    const times = traces.flatMap((trace) => [trace.x[0], trace.x.at(-1)]);
    layout.xaxis =
        secondsAxis(Math.min(...times), Math.max(...times), look, {anchor: `y${used.length > 1 ? used.length : ''}`});
    if (window > 0) {
        layout.shapes.push(windowShape(window, look));
        const above = {yanchor: 'bottom', xanchor: 'center', x: window / 2, xshift: 0, yshift: 12};
        layout.annotations.push({...windowNote(look), ...above});
    }
    return {traces, layout};
}

function seriesTraces(report, cell, trial, series, kind, look, isAlone) {
    if (!series) return [];
    const strategy = report.strategies.get(cell.strategy);
    const color = colorOf(strategy, look);
    const route = isAlone ? null : report.routeOf(trial);
    // Of several trials, the first part alone: two of each would be a thicket.
    return kind.parts.slice(0, isAlone ? 2 : 1).filter((part) => series[part]).map((part, order) => {
        const y = kind.isCount ? quotients(series.elapsed_s, series[part]) : series[part];
        const name = part.replace('_bytes', '').replaceAll('_', ' ');
        return {
            type: 'scatter',
            x: series.elapsed_s,
            y,
            connectgaps: false,
            mode: y.includes(null) && !kind.isCount ? 'lines+markers' : 'lines',
            marker: {size: 3, color},
            customdata: y.map(() => route),
            line: {
                color: order === 0 ? color : look.reference,
                width: order === 0 ? 1.5 : 1,
                shape: kind.isCount ? 'vh' : 'linear'
            },
            text: y.map((value, at) => saying(`${name}${kind.isCount ? ' per second' : ''}: ${
                                                  figure(value, kind.unit === 'short' ? 'count' : kind.unit)}`,
                            `at ${series.elapsed_s[at].toFixed(2)} s`,
                            isAlone ? null : `repetition ${raw(report.value(trial, 'repetition'))}`)),
            hovertemplate: '%{text}<extra></extra>',
        };
    });
}
