// What a cell has besides its figures: curves of latency, and the time series of its trials, as they are packed.

/** The running sums of differences; absent values stay so. */
function summed(differences) {
    let sum = 0;
    return differences.map((difference) => {
        if (difference === null) return null;
        sum += difference;
        return sum;
    });
}

/** A series with each column summed up, and its times in seconds since the window began. */
function seriesFrom(packed) {
    if (!packed?.elapsed_ms) return null;
    const {elapsed_ms: elapsed, phase, ...columns} = packed;
    const series = {elapsed_s: summed(elapsed).map((time) => time / 1000), phase};
    for (const [name, differences] of Object.entries(columns)) series[name] = summed(differences);
    return series;
}

/**
 * The points of a curve: [nines, ns], where 2 nines are the 99th percentile. They are `step` apart, from 0 on; the last
 * one is where the curve ends.
 */
function curveFrom(packed, step) {
    if (!packed) return [];
    return packed.ns.map((value, at) => [at === packed.ns.length - 1 ? packed.end : at * step, value]);
}

function curvesFrom(packed, step) {
    return Object.fromEntries(CLASSES.map((name) => [name, curveFrom(packed?.[name], step)]));
}

/** The details of a cell as the charts take them; null where there are none. */
function detailsFrom(packed, step) {
    if (!packed) return null;
    return {
        curves: curvesFrom(packed.curves, step),
        trials:
            packed.trials.map((trial) => ({series: seriesFrom(trial.series), curves: curvesFrom(trial.curves, step)})),
    };
}

/** The percentile that so many nines are. */
const percentileOf = (nines) => 100 * (1 - 10 ** -nines);
/** Where a percentile is on an axis on which each nine is as wide as the one before. */
const ninesOf = (percentile) => -Math.log10(1 - percentile / 100);
