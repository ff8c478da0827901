// Axes: figures are projected here, so that a scale can be anything and its labels have human units.

/** Steps of 1, 2 or 5 times a power of ten, some `count` of them. */
function niceStep(span, count) {
    const rough = span / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
}

function linearTicks(low, high, count = 4) {
    if (!(high > low)) return [low];
    const step = niceStep(high - low, count);
    const ticks = [];
    for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) ticks.push(at * step);
    return ticks;
}

/** Decades, and between them where there are few. */
function logTicks(low, high) {
    const decades = Math.log10(high / low);
    const factors = decades > 2.2 ? [1] : decades > 0.7 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const every = Math.max(1, Math.ceil(decades / 6));
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
        if (power % every !== 0) continue;
        for (const factor of factors) ticks.push(Number(`${factor}e${power}`));
    }
    const inside = ticks.filter((value) => value >= low * 0.999 && value <= high * 1.001);
    return inside.length >= 2 ? inside : linearTicks(low, high).filter((value) => value > 0);
}

/** How figures become places on an axis. `strip` is where what has no place of its own is put; null without one. */
class Scale {
    constructor({project, low, high, ticks, unit, strip = false, above = 0.05, step = 0}) {
        Object.assign(this, {project, unit, ticks, step});
        const [bottom, top] = [project(low), project(high)];
        const span = top - bottom || 1;
        this.range = [bottom - span * (strip ? 0.16 : 0.05), top + span * above];
        this.strip = strip ? bottom - span * 0.1 : null;
    }

    static log(values, unit, options = {}) {
        const known = values.filter((value) => value > 0);
        let low = known.reduce((one, other) => Math.min(one, other), Infinity);
        let high = known.reduce((one, other) => Math.max(one, other), 0);
        if (known.length === 0) [low, high] = [1, 10];
        if (high / low < 1.5) [low, high] = [low / 1.25, high * 1.25];
        return new Scale({project: Math.log10, low, high, ticks: logTicks(low, high), unit, ...options});
    }

    /** Logarithmic both ways from zero, linear up to `linear`. */
    static signed(values, unit, linear, options = {}) {
        const project = (value) => {
            const size = Math.abs(value) / linear;
            return Math.sign(value) * (size <= 1 ? size : 1 + Math.log10(size));
        };
        const low = values.reduce((one, other) => Math.min(one, other), 0);
        const high = values.reduce((one, other) => Math.max(one, other), 0);
        if (Math.max(-low, high) <= linear * 3) {
            const same = {project: (value) => value, low, high: high > low ? high : 1, unit};
            return new Scale({...same, ticks: linearTicks(low, same.high), ...options});
        }
        const decades = (end) => {
            const ticks = [];
            for (let size = linear; size <= end * 1.001; size *= 10) ticks.push(size);
            const every = Math.ceil(ticks.length / 4);
            return ticks.filter((_, at) => at % every === 0);
        };
        const ticks = [...decades(-low).map((size) => -size).reverse(), 0, ...decades(high)];
        return new Scale({project, low, high, ticks, unit, ...options});
    }

    static linear(low, high, unit, options = {}) {
        const top = high > low ? high : low + 1;
        const ticks =
            linearTicks(low, top, options.count).filter((value) => unit !== 'short' || Number.isInteger(value));
        const step = ticks.length > 1 ? ticks[1] - ticks[0] : 0;
        return new Scale({project: (value) => value, low, high: top, ticks, unit, step, ...options});
    }

    /** For plotly. */
    axis(look, title, more = {}) {
        return {
            ...plainAxis(look),
            title: titleOf(title, look),
            range: this.range,
            tickmode: 'array',
            tickvals: this.ticks.map(this.project),
            ticktext: this.ticks.map((value) => tick(value, this.unit, this.step)),
            ...more,
        };
    }
}

/** The title of an axis, beside its labels and never across them. */
function titleOf(text, look) { return {text, standoff: 7, font: {size: 11.5, color: look.faint}}; }

function plainAxis(look) {
    return {
        type: 'linear',
        zeroline: false,
        gridcolor: look.grid,
        linecolor: look.line,
        tickcolor: look.line,
        tickfont: {color: look.faint, size: 11},
        // Slanted labels would run into the title.
        tickangle: 0,
        showline: true,
        ticks: 'outside',
        ticklen: 4,
        fixedrange: true,
    };
}

/** Numbers of subscribers, and room beside each for the strategies, so that none hides another. */
class SubscriberAxis {
    constructor(places, strategies) {
        this.places = places;
        const logs = places.map(Math.log10);
        const gaps = logs.slice(1).map((log, at) => log - logs[at]);
        this.width = Math.min(...gaps, 1) * (places.length > 1 ? 0.62 : 0.8);
        this.order = new Map(strategies.map((name, at) => [name, (at + 0.5) / strategies.length - 0.5]));
        this.range = [logs[0] - this.width * 0.62, logs.at(-1) + this.width * 0.62];
    }

    at(subscribers, strategy) { return Math.log10(subscribers) + (this.order.get(strategy) ?? 0) * this.width; }

    axis(look) {
        const logs = this.places.map(Math.log10);
        // Labels need a good part of the axis each.
        const least = (this.range[1] - this.range[0]) / 9;
        const kept = this.places.filter((_, at) => at === 0 || logs[at] - logs[at - 1] >= least || at % 2 === 0);
        return {
            ...plainAxis(look),
            title: titleOf('subscribers', look),
            range: this.range,
            showgrid: false,
            tickmode: 'array',
            tickvals: kept.map(Math.log10),
            ticktext: kept.map(plainNumber),
            ticks: ''
        };
    }

    /** A band behind each number of subscribers. */
    bands(look) {
        return this.places.map((place) => ({
            type: 'rect',
            layer: 'below',
            xref: 'x',
            yref: 'paper',
            y0: 0,
            y1: 1,
            line: {width: 0},
            fillcolor: look.shade,
            x0: Math.log10(place) - this.width * 0.54,
            x1: Math.log10(place) + this.width * 0.54,
        }));
    }
}

/** A row for each strategy, the first one on top; `right` is how much room what is said beside the rows takes. */
function rowsLayout(names, look, height, right) {
    const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
    const isTight = names.length * 16 > height - 52;
    return {
        margin: {l: 14 + longest * 6.6, r: right, t: 10, b: 42},
        yaxis: {
            ...plainAxis(look),
            range: [names.length - 0.45, -0.55],
            tickmode: 'array',
            tickvals: names.map((_, at) => at),
            ticktext: names.map(unmarked),
            showgrid: false,
            ticks: '',
            tickfont: {size: isTight ? 9 : 11, color: look.ink}
        },
    };
}
