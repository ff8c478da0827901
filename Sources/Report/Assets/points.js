// Points, ranges and crosses: the parts that charts of cells are made of, and what they say when pointed at.

/** Text for plotly, which reads a little markup in texts: this has none. */
function unmarked(text) {
    return shownText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What is said of a point: the first line bold, absent lines left out. */
function saying(head, ...lines) {
    return [`<b>${unmarked(head)}</b>`, ...lines.flat().filter(Boolean).map(unmarked)].join('<br>');
}

function cellHead(cell) { return `${cell.strategy} · ${counted(cell.subscribers, 'subscriber')}`; }

/** A spread as two lines: the median and how many trials, the range. */
function spreadLines(what, found, unit, isBound = false) {
    if (!found) return [`${what}: no figure`];
    const sign = isBound ? '> ' : '';
    const of = found.count > 1 ? ` (median of ${found.count} trials)` : ' (1 trial)';
    return [
        `${what}: ${sign}${figure(found.median, unit)}${of}`,
        found.count > 1 ? `range: ${figure(found.least, unit)} to ${figure(found.largest, unit)}` : null,
        isBound ? 'a lower bound: deliveries were still to come' : null,
    ];
}

/** How a trial ended, in words. */
function endingLines(report, trial) {
    const detail = report.value(trial, 'status_detail');
    return [
        `× ${report.value(trial, 'status')}, repetition ${raw(report.value(trial, 'repetition'))}`,
        detail === null ? null : clipped(String(detail), 90)
    ];
}

function clipped(text, length) { return text.length > length ? `${text.slice(0, length - 1)}…` : text; }

/** A strategy's marker: filled, or open for a lower bound. */
function markerOf(strategy, look, {size = 8, open = []} = {}) {
    const color = colorOf(strategy, look);
    return {
        symbol: strategy.symbol,
        size: strategy.symbol === 'star' || strategy.symbol === 'diamond-tall' ? size + 2 : size,
        color: open.length ? open.map((isOpen) => (isOpen ? look.paper : color)) : color,
        opacity: 1,
        line: {color, width: 1.5},
    };
}

/** Medians with their ranges and, for a lower bound, an arrow. Points are {x, y, low, high, bound, text, route}. */
function medianTraces(strategy, look, points, {horizontal = false} = {}) {
    const color = colorOf(strategy, look);
    const common = {type: 'scatter', name: unmarked(strategy.name), customdata: points.map((point) => point.route)};
    const bar = (over, under) =>
        ({type: 'data', symmetric: false, array: over, arrayminus: under, color, thickness: 1.2, width: 0});
    const finite = (value) => (Number.isFinite(value) ? value : 0);
    const median = {
        ...common,
        mode: 'markers',
        x: points.map((point) => point.x),
        y: points.map((point) => point.y),
        marker: markerOf(strategy, look, {open: points.map((point) => Boolean(point.bound))}),
        error_y: bar(
            points.map((point) => finite(point.high - point.y)), points.map((point) => finite(point.y - point.low))),
        hovertemplate: '%{text}<extra></extra>',
        text: points.map((point) => point.text),
    };
    if (horizontal) {
        median.error_x = bar(
            points.map((point) => finite(point.right - point.x)), points.map((point) => finite(point.x - point.left)));
    }
    const bounds = points.filter((point) => point.bound && point.y !== null);
    const arrows = bounds.length === 0 ? [] : [{
        type: 'scatter',
        mode: 'text',
        x: bounds.map((point) => point.x),
        y: bounds.map((point) => Math.max(point.y, finite(point.high))),
        text: bounds.map(() => '↑'),
        textposition: 'top center',
        textfont: {color, size: 12},
        hoverinfo: 'skip',
        cliponaxis: false,
    }];
    return [median, ...arrows];
}

/**
 * The line that joins medians, {x, y, middle, reach}: level as far as the strategies stand side by side, `reach` to
 * both sides of the `middle`; else what they are shifted by would read as a difference where the line is steep.
 */
function joiningTrace(strategy, look, points) {
    return {
        type: 'scatter',
        mode: 'lines',
        x: points.flatMap(({middle, reach}) => [middle - reach, middle + reach]),
        y: points.flatMap(({y}) => [y, y]),
        connectgaps: false,
        line: {color: colorOf(strategy, look), width: 1.2, dash: strategy.dash},
        opacity: 0.8,
        hoverinfo: 'skip',
    };
}

/** A dash for each repetition: {x, y, text, route}. */
function repetitionTrace(strategy, look, points) {
    const color = colorOf(strategy, look);
    return {
        type: 'scatter',
        mode: 'markers',
        x: points.map((point) => point.x),
        y: points.map((point) => point.y),
        marker: {symbol: 'line-ew', size: 6, color, line: {color, width: 1.1}, opacity: 0.85},
        customdata: points.map((point) => point.route),
        text: points.map((point) => point.text),
        hovertemplate: '%{text}<extra></extra>',
    };
}

/** A cross for each trial that did not end ok: {x, y, text, route}. */
function crossTrace(strategy, look, points) {
    const color = colorOf(strategy, look);
    return {
        type: 'scatter',
        mode: 'markers',
        x: points.map((point) => point.x),
        y: points.map((point) => point.y),
        cliponaxis: false,
        marker: {symbol: 'x-thin', size: 8, color, line: {color, width: 2}},
        customdata: points.map((point) => point.route),
        text: points.map((point) => point.text),
        hovertemplate: '%{text}<extra></extra>',
    };
}

/** The window, shaded, as a shape over the whole height of a chart. */
function windowShape(seconds, look) {
    return {
        type: 'rect',
        layer: 'below',
        xref: 'x',
        yref: 'paper',
        x0: 0,
        x1: seconds,
        y0: 0,
        y1: 1,
        line: {width: 0},
        fillcolor: look.shade
    };
}

function windowNote(look) {
    return {
        xref: 'x',
        yref: 'paper',
        x: 0,
        y: 1,
        xanchor: 'left',
        yanchor: 'top',
        showarrow: false,
        text: 'window',
        xshift: 2,
        font: {size: 10.5, color: look.faint}
    };
}
