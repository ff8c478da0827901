// Figures in words: three digits and a unit, as the tables of laggard have them.
const SCALES = {
    ns: [[1, ' ns'], [1e3, ' us'], [1e6, ' ms'], [1e9, ' s']],
    bytes: [[1, ' B'], [1e3, ' KB'], [1e6, ' MB'], [1e9, ' GB']],
    bytes_per_s: [[1, ' B/s'], [1e3, ' KB/s'], [1e6, ' MB/s'], [1e9, ' GB/s']],
    per_s: [[1, ' /s'], [1e3, ' k/s'], [1e6, ' M/s'], [1e9, ' G/s']],
    short: [[1, ''], [1e3, ' k'], [1e6, ' M'], [1e9, ' G']],
};
const ABSENT = '–';
const wholes = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

/** Three significant digits, never in scientific notation: `0.012`, `1.20`, `12.0`, `120`. */
function threeDigits(value) {
    const size = Math.abs(value);
    if (size === 0) return '0';
    if (size >= 99.95) return wholes.format(value);
    if (size < 0.0005) return String(Number(value.toPrecision(2)));
    return value.toFixed(size < 0.9995 ? 3 : size < 9.995 ? 2 : 1);
}

/** What to divide by, and the suffix, so that the value is at least 1 where it can be. */
function scaleOf(value, unit) {
    const scales = SCALES[unit];
    // 0.9995 and up reads as 1.00: it belongs to the next scale.
    return scales.findLast(([size]) => Math.abs(value) >= size * 0.9995) ?? scales[0];
}

function scaled(value, unit) {
    const [size, suffix] = scaleOf(value, unit);
    const isWhole = size === 1 && unit === 'bytes';
    return (isWhole ? wholes.format(value) : threeDigits(value / size)) + suffix;
}

/** Milliseconds of a parameter: `5 ms`, `3 min`. */
function longDuration(milliseconds) {
    if (milliseconds >= 60e3 && milliseconds % 60e3 === 0) return `${milliseconds / 60e3} min`;
    if (milliseconds >= 1e3 && milliseconds % 1e3 === 0) return `${milliseconds / 1e3} s`;
    return `${plainNumber(milliseconds)} ms`;
}

/** All digits of a number, thousands apart. */
function plainNumber(value) {
    const [whole, fraction] = String(Math.abs(value)).split('.');
    if (whole.includes('e') || fraction?.includes('e')) return String(value);
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return (value < 0 ? '-' : '') + grouped + (fraction === undefined ? '' : `.${fraction}`);
}

// Control characters, and those that turn the direction of writing: a name must not make its neighbours read otherwise.
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Text from a run's files as it is shown. */
function shownText(text) { return String(text).replace(UNFIT, '\ufffd'); }

/** A value of a column in words; an absent one is a dash. */
function figure(value, unit) {
    if (value === null || value === undefined) return ABSENT;
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value !== 'number') return shownText(value);
    if (unit in SCALES) return scaled(value, unit);
    switch (unit) {
        case 's':
            return `${threeDigits(value)} s`;
        case 'ms':
            return longDuration(value);
        case 'ratio':
            return threeDigits(value);
        case 'percent':
            return percent(value);
        default:
            return plainNumber(value);
    }
}

/** A share in percent: all and nothing are said of nothing less. */
function percent(value) {
    if (value === 0 || value === 100) return `${value}%`;
    if (value > 0 && value < 0.1) return '<0.1%';
    if (value > 99.9 && value < 100) return '>99.9%';
    return `${value.toFixed(1)}%`;
}

/** A label of an axis: as short as it can be, with digits enough to tell it from those a `step` away. */
function tick(value, unit, step = 0) {
    if (value === 0) return '0';
    const power = (size) => Math.floor(Math.log10(Math.abs(size)) + 1e-9);
    const digits = step > 0 ? Math.max(3, power(value) - power(step) + 1) : 3;
    const short = (size) => Number(size.toPrecision(digits));
    if (unit === 'percent') return `${short(value)}%`;
    if (!(unit in SCALES)) return plainNumber(short(value));
    const [size, suffix] = scaleOf(value, unit);
    return `${short(value / size)}${suffix}`;
}

/** A value as the files have it; an absent one is nothing. */
function raw(value) { return value === null || value === undefined ? '' : String(value); }

/** `1 trial`, `3 trials`. */
function counted(count, noun) { return `${plainNumber(count)} ${noun}${count === 1 ? '' : 's'}`; }

/** The name of a column without its unit, as people say it: `fast latency p99`. */
function spokenName(column) {
    const unit =
        {ns: '_ns', bytes: '_bytes', ms: '_ms', s: '_s', per_s: '_per_s', bytes_per_s: '_bytes_per_s'}[column.unit];
    const name = unit && column.name.endsWith(unit) ? column.name.slice(0, -unit.length) : column.name;
    return name.replaceAll('_', ' ').replace(/\bp999\b/, 'p99.9') + (column.unit.endsWith('per_s') ? ' per s' : '');
}
