// Which trials are in the table, and in which order: what is typed, what is ticked, what is sorted by.
const COMPARISONS = {
    '>=': (order) => order >= 0,
    '<=': (order) => order <= 0,
    '!=': (order) => order !== 0,
    '=': (order) => order === 0,
    '>': (order) => order > 0,
    '<': (order) => order < 0,
};

/**
 * What was typed, as tests of a trial; all must hold. A word must occur in a text of the trial (or be a number of its
 * parameters); `column:words`, `column=value`, `column>=1000` look at that column. A word between quotes may have
 * spaces.
 */
function parseQuery(query, report) {
    const terms = query.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
    return terms.map((term) => {
        const [, name, sign, value] = /^([a-z]\w*)(>=|<=|!=|=|>|<|:)(.+)$/i.exec(term) ?? [];
        const column = name && report.byName.get(name.toLowerCase());
        const words = (column ? value : term).replaceAll('"', '').toLowerCase();
        if (!column) return wordTest(words, report);
        if (sign === ':') return (trial) => String(column.at(trial) ?? '').toLowerCase().includes(words);
        return comparison(column, sign, words);
    });
}

function comparison(column, sign, words) {
    const holds = COMPARISONS[sign];
    if (column.kind === 'number') {
        const value = Number(words.replaceAll(',', ''));
        return (trial) =>
                   column.at(trial) !== null && !Number.isNaN(value) && holds(Math.sign(column.at(trial) - value));
    }
    return (trial) => column.at(trial) !== null && holds(collator.compare(String(column.at(trial)), words));
}

/** Looks a word up once in each column's distinct texts, not in every trial. */
function wordTest(words, report) {
    const columns = report.columns.filter((column) => column.kind === 'text');
    const tests = columns.map((column) => {
        const texts = new Map();
        return (trial) => {
            const text = column.at(trial);
            if (text === null) return false;
            if (!texts.has(text)) texts.set(text, String(text).toLowerCase().includes(words));
            return texts.get(text);
        };
    });
    const number = Number(words.replaceAll(',', ''));
    const numbers = words === '' || Number.isNaN(number)
        ? []
        : report.columns.filter((column) => column.kind === 'number' && column.group === 'identity');
    return (trial) => tests.some((test) => test(trial)) || numbers.some((column) => column.at(trial) === number);
}

/** The trials that pass every test and have, in each of the facets, one of the values ticked. */
function filterTrials(trials, tests, facets) {
    const ticked = [...facets].filter(([, values]) => values.size > 0);
    return trials.filter((trial) => ticked.every(([column, values]) => values.has(column.at(trial))) &&
            tests.every((test) => test(trial)));
}

/** The trials sorted by a column; those that are equal keep their order, absent values are last both ways. */
function sortTrials(trials, column, isDescending) {
    if (!column) return trials;
    const sign = isDescending ? -1 : 1;
    return [...trials].sort((one, other) => {
        const [mine, theirs] = [column.at(one), column.at(other)];
        if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null);
        return sign * compareValues(mine, theirs);
    });
}
