// Throughput, CPU time, p99, heap growth and allocations of each strategy against the number of subscribers.
const METRICS = [
    {name: 'deliveries_per_s', title: 'Throughput', axis: 'deliveries per second'},
    {name: 'cpu_ns_per_delivery', title: 'Cost per delivery', axis: 'CPU time per delivery'},
    {name: 'fast_latency_p99_ns', title: 'p99 latency of the fast class', axis: 'p99, end to end', isLatency: true},
    {name: 'heap_growth_bytes', title: 'Heap growth', axis: 'growth over the window', isSigned: true},
    {name: 'allocations_per_delivery', title: 'Allocations', axis: 'allocations per delivery', isExact: true},
];
// Heap growth goes below zero: up to here its axis is linear.
const LINEAR_BYTES = 1e5;

/** The metrics that any trial of a setting has a figure of, or could have had if it had not ended early. */
function metricsOf(panel) {
    const cells = panel.setting.cells;
    const hasFigure = (metric) =>
        cells.some((cell) => cell.trials.some((trial) => panel.report.value(trial, metric.name) !== null));
    const isOpen = panel.setting.load_model !== 'saturated';
    const isExact = cells.some((cell) => cell.value('exact') === true);
    return METRICS.filter((metric) => hasFigure(metric) ||
            (!metric.isExact && !isExact && (isOpen || !metric.isLatency) &&
                cells.some((cell) => cell.early.length > 0)));
}

function scalingFigure(panel, metric) {
    const column = panel.report.byName.get(metric.name);
    return {
        title: metric.title,
        label: `${metric.title} of each strategy against the number of subscribers`,
        caption: () => scalingCaption(panel, metric),
        build: (_, look) => buildScaling(panel, metric, column, look),
        table: () => scalingTable(panel, metric, column),
    };
}

/** Its axis: over all strategies and both runs, so that it stands still when some are hidden. */
function metricScale(panel, metric, column, cells, options = {}) {
    const values =
        cells.flatMap((cell) => cell.trials.map((trial) => column.at(trial))).filter((value) => value !== null);
    if (metric.name === 'deliveries_per_s' && !options.withoutOffered)
        values.push(...offeredOf(panel).map(([, rate]) => rate));
    const noPlace = cells.some((cell) => cell.early.some((trial) => column.at(trial) === null)) ||
        (!metric.isSigned && values.some((value) => value <= 0));
    const more = {strip: noPlace, above: 0.09};
    return metric.isSigned ? Scale.signed(values, column.unit, LINEAR_BYTES, more)
                           : Scale.log(values, column.unit, more);
}

/** What the schedule asks for: [subscribers, deliveries a second]. */
function offeredOf(panel) {
    const points = new Map();
    for (const cell of panel.setting.cells) {
        const rate = cell.value('offered_rate_per_s');
        if (rate !== null) points.set(cell.subscribers, (rate * cell.subscribers) / (cell.value('topics') || 1));
    }
    return [...points].sort(([one], [other]) => one - other);
}

function buildScaling(panel, metric, column, look) {
    const xs = new SubscriberAxis(panel.places, panel.shown);
    const ys = metricScale(panel, metric, column, panel.setting.cells);
    const annotations = [];
    const shapes = xs.bands(look);
    if (metric.name === 'deliveries_per_s') addOffered(panel, xs, ys, look, shapes, annotations);
    const traces = panel.shown.flatMap((name) => {
        const strategy = panel.report.strategies.get(name);
        const cells = panel.cells.filter((cell) => cell.strategy === name)
                          .sort((one, other) => one.subscribers - other.subscribers);
        const points = cells.map((cell) => new ScalingPoint(cell, metric, column, xs, ys));
        annotations.push(...points.filter((point) => point.isZero).map((point) => point.zero(strategy, look)));
        return [
            joiningTrace(strategy, look, points.map((point) => point.joint)),
            repetitionTrace(strategy, look, points.flatMap((point) => point.repetitions)),
            ...medianTraces(strategy, look, points.map((point) => point.median)),
            crossTrace(strategy, look, points.flatMap((point) => point.crosses)),
        ];
    });
    const layout = {xaxis: xs.axis(look), yaxis: ys.axis(look, metric.axis), shapes, annotations};
    return {traces: traces.filter((trace) => trace.y.some((y) => y !== null)), layout};
}

/** What is drawn of a cell at its number of subscribers. */
class ScalingPoint {
    constructor(cell, metric, column, xs, ys) {
        const x = xs.at(cell.subscribers, cell.strategy);
        Object.assign(this, {cell, metric, column, x, xs, ys, found: cell.spread(metric.name)});
    }

    get isZero() { return !this.metric.isSigned && this.found !== null && this.found.median <= 0; }

    placeOf(value) {
        return value === null || (!this.metric.isSigned && value <= 0) ? this.ys.strip : this.ys.project(value);
    }

    /** The median with its range; no marker where there is none. */
    get median() {
        const {cell, found, x} = this;
        if (!found) return {x, y: null};
        const bound = Boolean(this.metric.isLatency) && cell.isBound;
        const [y, low, high] = [found.median, found.least, found.largest].map((value) => this.placeOf(value));
        const words = spreadLines(spokenName(this.column), found, this.column.unit, bound);
        return {x, y, low, high, bound, route: cell.route, text: saying(cellHead(cell), words)};
    }

    /** Where the line comes to the median; a gap where there is none on the axis. */
    get joint() {
        const {cell, found, xs} = this;
        const y = found && !this.isZero ? this.placeOf(found.median) : null;
        return {middle: Math.log10(cell.subscribers), reach: xs.width * 0.5, y};
    }

    /** Each repetition, but one under the median's marker: that would only be in the way of pointing at the median. */
    get repetitions() {
        const {cell, column, found, x} = this;
        if (!found || found.count < 2) return [];
        const [low, high] = this.ys.range;
        const isApart = (value) => Math.abs(this.placeOf(value) - this.placeOf(found.median)) > (high - low) * 0.02;
        return cell.ok.filter((trial) => column.at(trial) !== null && isApart(column.at(trial))).map((trial) => {
            const words =
                `repetition ${raw(cell.report.value(trial, 'repetition'))}: ${figure(column.at(trial), column.unit)}`;
            return {
                x,
                y: this.placeOf(column.at(trial)),
                route: cell.report.routeOf(trial),
                text: saying(cellHead(cell), words)
            };
        });
    }

    /** Each trial that did not end ok. */
    get crosses() {
        const {cell, column, x} = this;
        return cell.early.map((trial) => {
            const value = column.at(trial);
            const words =
                `${spokenName(column)} until then: ${value === null ? 'no figure' : figure(value, column.unit)}`;
            const text = saying(cellHead(cell), endingLines(cell.report, trial), words);
            return {x, y: this.placeOf(value), route: cell.report.routeOf(trial), text};
        });
    }

    /** The word beside a median that a logarithmic axis has no place for. */
    zero(strategy, look) {
        return {
            x: this.x,
            y: this.ys.strip,
            text: '0',
            showarrow: false,
            xshift: 9,
            font: {size: 10.5, color: colorOf(strategy, look)}
        };
    }
}

function addOffered(panel, xs, ys, look, shapes, annotations) {
    const points = offeredOf(panel);
    for (const [subscribers, rate] of points) {
        const middle = Math.log10(subscribers);
        shapes.push({
            type: 'line',
            xref: 'x',
            yref: 'y',
            x0: middle - xs.width * 0.54,
            x1: middle + xs.width * 0.54,
            y0: ys.project(rate),
            y1: ys.project(rate),
            line: {color: look.reference, width: 1.2, dash: 'dot'}
        });
    }
    if (points.length > 0) {
        const [subscribers, rate] = points.at(-1);
        annotations.push({
            x: Math.log10(subscribers) - xs.width * 0.54,
            y: ys.project(rate),
            text: 'offered',
            showarrow: false,
            xanchor: 'right',
            yanchor: 'middle',
            xshift: -3,
            font: {size: 10.5, color: look.faint}
        });
    }
}

function scalingCaption(panel, metric) {
    const most = Math.max(...panel.setting.cells.map((cell) => cell.trials.length));
    const parts = [most > 1 ? `Median of ${most} repetitions with their whole range; a dash is a repetition.`
                            : 'One trial each.'];
    if (metric.isLatency && panel.cells.some((cell) => cell.isBound)) {
        parts.push('Open with an arrow: a lower bound, since deliveries were still to come.');
    }
    if (metric.isSigned) parts.push(`Linear up to ${tick(LINEAR_BYTES, 'bytes')}.`);
    parts.push(...endingsCaption(panel.cells), ...missingCaption(panel.cells, metric.name));
    return parts.join(' ');
}

/** What a cross means, where there is one. */
function endingsCaption(cells) {
    const ways = new Set(cells.flatMap((cell) => cell.early.map((trial) => cell.report.value(trial, 'status'))));
    return ways.size === 0
        ? []
        : [`× a trial that did not end ok (${
                  [...ways].sort().join(', ')}), in no median; at the bottom where it has no figure.`];
}

/** The cells that ended ok and still have no figure: said, since nothing can be drawn. */
function missingCaption(cells, name) {
    const missing = cells.filter((cell) => cell.ok.length > 0 && cell.spread(name) === null);
    if (missing.length === 0) return [];
    const places = new Map();
    for (const cell of missing) places.set(cell.subscribers, [...(places.get(cell.subscribers) ?? []), cell.strategy]);
    const said = [...places].map(([subscribers, names]) => `${names.join(', ')} at ${plainNumber(subscribers)}`);
    return [`No figure (too few samples, or none): ${said.join('; ')}.`];
}

function scalingTable(panel, metric, column) {
    const strategies = panel.shown.filter((name) => panel.cells.some((cell) => cell.strategy === name));
    const heads = ['Strategy', ...panel.places.map((place) => ({n: plainNumber(place)}))];
    const rows = strategies.map((name) => [name, ...panel.places.map((place) => ({
        n: panel.cells.filter((cell) => cell.strategy === name && cell.subscribers === place)
            .map((cell) => figureLink(
                     cell, cell.spread(metric.name), column.unit, Boolean(metric.isLatency) && cell.isBound)),
    }))]);
    return makeTable(`${metric.title}: median, range and number of trials by subscribers`, heads, rows);
}

/** A spread that leads to its cell: the median, below it the range and what ended early. */
function figureLink(cell, found, unit, isBound) {
    const words = found ? `${isBound ? '> ' : ''}${figure(found.median, unit)}` : cell.early.length > 0 ? '×' : ABSENT;
    const notes = [];
    if (found && found.count > 1)
        notes.push(`${figure(found.least, unit)} to ${figure(found.largest, unit)}, n = ${found.count}`);
    if (cell.early.length > 0) notes.push(`× ${cell.early.length} of ${cell.trials.length}`);
    return make('div', {class: 'spread'}, make('a', {href: cell.route, 'aria-label': `${words}: ${cell.title}`}, words),
        notes.length > 0 ? make('small', {}, notes.join('; ')) : null);
}
