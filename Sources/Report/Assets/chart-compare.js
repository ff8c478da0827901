// Two runs side by side: for each strategy the one compared with above, this run below, and the ratio of their medians.
const APART = 0.19;

function compareFigure(panel, metric) {
    const column = panel.report.byName.get(metric.name);
    return {
        title: `${metric.title}: both runs`,
        label: `${metric.title} of each strategy in both runs, and their ratio`,
        perSubscribers: true,
        height: rowsHeight(panel),
        bothRuns: true,
        caption: () => compareCaption(panel, column),
        build: (_, look, size) => buildCompare(panel, metric, column, look, size),
        table: () => compareTable(panel, metric, column),
    };
}

function compareCaption(panel, column) {
    const better = {higher: 'More is better.', lower: 'Less is better.'}[column.polarity] ?? '';
    const [mine, theirs] = panel.report.runs;
    return `Square: ${theirs.name} (against); circle: ${
               mine.name} (run), with their ranges; on the right, run over against. ${better}` +
        (panel.bothCells.some((cell) => cell.early.length > 0) ? ' × a trial that did not end ok.' : '');
}

/** The cells of a strategy here: [this run's, the one's compared with]; either may be missing. */
function pairOf(panel, name) {
    const cells = panel.bothCells.filter((cell) => cell.strategy === name);
    return [cells.find((cell) => cell.run === 0), cells.find((cell) => cell.run !== 0)];
}

function buildCompare(panel, metric, column, look, {height}) {
    const names = panel.shown.filter((name) => pairOf(panel, name).some(Boolean));
    const xs = metricScale(panel, metric, column, panel.bothCells, {withoutOffered: true});
    const placeOf = (value) => (value === null || (!metric.isSigned && value <= 0) ? xs.strip : xs.project(value));
    const traces = names.flatMap((name, row) => pairOf(panel, name).flatMap((cell, which) => {
        const y = row + (which === 0 ? APART : -APART);
        return cell ? compareTraces(cell, metric, column, y, placeOf, look) : [];
    }));
    if (traces.length === 0) return {empty: 'Neither run has a figure.'};
    const annotations = names.flatMap((name, row) => ratioNote(pairOf(panel, name), metric, row, look));
    return {
        traces,
        layout: {...rowsLayout(names, look, height, 54), annotations, xaxis: xs.axis(look, metric.axis)},
    };
}

/** The ratio of the medians, beside the row. */
function ratioNote([mine, theirs], metric, row, look) {
    const ratio = ratioOf(mine?.spread(metric.name), theirs?.spread(metric.name));
    if (!ratio) return [];
    const font = {size: 10.5, color: look.ink};
    const text = changeInWords(ratio.median);
    return [{xref: 'paper', x: 1, y: row, xanchor: 'left', xshift: 4, showarrow: false, text, font}];
}

function compareTraces(cell, metric, column, y, placeOf, look) {
    const {report} = cell;
    const strategy = report.strategies.get(cell.strategy);
    const color = colorOf(strategy, look);
    const role = report.runs[cell.run].name;
    const crosses = cell.early.map((trial) => ({
        x: placeOf(column.at(trial)),
        y,
        route: report.routeOf(trial),
        text: saying(cellHead(cell), role, endingLines(report, trial))
    }));
    const found = cell.spread(metric.name);
    const traces = crosses.length > 0 ? [crossTrace(strategy, look, crosses)] : [];
    if (!found) return traces;
    const isBound = Boolean(metric.isLatency) && cell.isBound;
    const x = placeOf(found.median);
    const marker = {
        ...markerOf({...strategy, symbol: cell.run === 0 ? 'circle' : 'square'}, look, {open: [isBound]}),
        size: 8
    };
    return [
        ...traces, {
            type: 'scatter',
            mode: 'markers',
            x: [x],
            y: [y],
            marker,
            customdata: [cell.route],
            error_x: {
                type: 'data',
                symmetric: false,
                array: [placeOf(found.largest) - x],
                arrayminus: [x - placeOf(found.least)],
                color,
                thickness: 1.2,
                width: 0
            },
            text: [saying(cellHead(cell), role, spreadLines(spokenName(column), found, column.unit, isBound))],
            hovertemplate: '%{text}<extra></extra>',
        }
    ];
}

function compareTable(panel, metric, column) {
    const names = panel.shown.filter((name) => pairOf(panel, name).some(Boolean));
    const isBound = (cell) => Boolean(metric.isLatency) && cell.isBound;
    return makeTable(`${metric.title} in both runs`,
        ['Strategy', {n: 'against'}, {n: 'run'}, {n: 'run / against'}, {n: 'widest that the ranges allow'}],
        names.map((name) => {
            const [mine, theirs] = pairOf(panel, name);
            const ratio = ratioOf(mine?.spread(metric.name), theirs?.spread(metric.name));
            return [
                name, ...[theirs, mine].map((cell) => ({
                    n: cell ? figureLink(cell, cell.spread(metric.name), column.unit, isBound(cell)) : 'not in it'
                })),
                {n: ratio ? threeDigits(ratio.median) : ABSENT},
                {n: ratio ? `${threeDigits(ratio.least)} to ${threeDigits(ratio.largest)}` : ABSENT}
            ];
        }));
}
