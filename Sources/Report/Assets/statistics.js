// What is said of the repetitions of a cell: the median and the whole range.

/** The median of numbers; null of none. */
function median(values) {
    if (values.length === 0) return null;
    const sorted = Float64Array.from(values).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, least, largest and number of the values that are known; null where none is. */
function spread(values) {
    const known = values.filter((value) => value !== null && value !== undefined);
    if (known.length === 0) return null;
    let least = Infinity;
    let largest = -Infinity;
    for (const value of known) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
    }
    return {median: median(known), least, largest, count: known.length};
}

/** The increase of a count per second between one sample and the next; null where either is not known. */
function quotients(times, counts) {
    const result = [null];
    for (let at = 1; at < times.length; at += 1) {
        const passed = times[at] - times[at - 1];
        const known = counts[at] !== null && counts[at - 1] !== null && passed > 0;
        result.push(known ? (counts[at] - counts[at - 1]) / passed : null);
    }
    return result;
}

/**
 * The ratio of two spreads' medians, and the widest that their ranges allow; null where it means nothing: something is
 * unknown, zero or negative.
 */
function ratioOf(mine, theirs) {
    if (!mine || !theirs || mine.least <= 0 || theirs.least <= 0) return null;
    return {
        median: mine.median / theirs.median,
        least: mine.least / theirs.largest,
        largest: mine.largest / theirs.least,
        count: Math.min(mine.count, theirs.count),
    };
}

/** A ratio as a change: `1.25x`, or in percent where it is small. */
function changeInWords(ratio) {
    if (ratio >= 2 || ratio <= 0.5) return `${threeDigits(ratio)}x`;
    const change = (ratio - 1) * 100;
    if (Math.abs(change) < 0.05) return 'the same';
    return `${change > 0 ? '+' : '-'}${Math.abs(change).toFixed(1)}%`;
}
