// The run's trials, cells and scenarios, out of what is embedded.

/** One column of trials.csv, over all trials of all runs. */
class Column {
    constructor(description, packed) {
        Object.assign(this, description);
        this.packed = packed;
        this.known = null;
    }

    /** The value of a trial: number, text, true or false; null where it is absent. */
    at(trial) {
        const {packed} = this;
        if (packed.values) return packed.values[trial] ?? null;
        if (packed.words) {
            const word = packed.at[trial];
            return word === null || word === undefined ? null : packed.words[word];
        }
        return packed.all ?? null;
    }

    /** The distinct values of some trials with how many have each, in order; absent last. */
    countsOf(trials) {
        const counts = new Map();
        for (const trial of trials) {
            const value = this.at(trial);
            counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        return new Map([...counts].sort(([one], [other]) => compareValues(one, other)));
    }

    /** Whether the trials differ in it. */
    get varies() {
        const {packed} = this;
        if ('all' in packed) return false;
        const values = packed.values ?? packed.at;
        return values.some((value) => value !== values[0]);
    }
}

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

/** Numbers by size, texts as people sort them, absent values last. */
function compareValues(one, other) {
    if (one === other) return 0;
    if (one === null) return 1;
    if (other === null) return -1;
    if (typeof one === 'string' || typeof other === 'string') return collator.compare(String(one), String(other));
    return Number(one) - Number(other);
}

/** Trials of one point of the matrix in one run. */
class Cell {
    constructor(report, index, description) {
        const {trials: [first, count], details: chunk, ...rest} = description;
        Object.assign(this, rest, {chunk, title: shownText(rest.title)});
        this.report = report;
        this.index = index;
        this.trials = Array.from({length: count}, (_, at) => first + at);
        // As the files have it; which run it is of is said apart.
        this.id = this.value('cell_id');
    }

    /** The trials that ended as ok, and the others. */
    get ok() { return this.trials.filter((trial) => this.report.value(trial, 'status') === 'ok'); }
    get early() { return this.trials.filter((trial) => this.report.value(trial, 'status') !== 'ok'); }
    get scenario() { return shownText(this.value('scenario')); }
    get isBound() { return this.ok.some((trial) => this.report.value(trial, 'latency_bound') === true); }
    get route() { return `#cell=${this.report.address(this.run, this.id)}`; }
    /** A column that is the same for all of its trials. */
    value(name) { return this.report.value(this.trials[0], name); }
    /** Median and range over the trials that ended as ok; null without a figure. */
    spread(name) { return spread(this.ok.map((trial) => this.report.value(trial, name))); }
    /** Its curves and those of its trials, with their series. */
    details() { return this.report.details(this); }
}

class Report {
    constructor(json) {
        if (json.format !== 1) throw new Error(`the data of this file has format ${json.format}, the page reads 1`);
        this.runs = json.runs.map((run) => ({...run, name: shownText(run.name)}));
        this.notes = (json.notes ?? []).map(shownText);
        this.curveStep = json.curve_step;
        this.columns = json.columns.map((description, at) => new Column(description, json.trials[at]));
        this.byName = new Map(this.columns.map((column) => [column.name, column]));
        this.trialRun = new Column({name: 'run', kind: 'number', unit: 'count'}, json.trialRun);
        this.cells = json.cells.map((description, at) => new Cell(this, at, description));
        this.scenarios = json.scenarios.map((scenario) => ({
            name: shownText(scenario.name),
            description: scenario.description && shownText(scenario.description),
            settings: scenario.settings.map((setting) => ({
                ...setting,
                label: shownText(setting.label),
                shared: shownText(setting.shared ?? ''),
                cells: setting.cells.map((at) => this.cells[at]),
            })),
        }));
        this.strategies = new Map(json.strategies.map((strategy) => [strategy.name, strategy]));
        this.cellOf = [];
        for (const cell of this.cells)
            for (const trial of cell.trials) this.cellOf[trial] = cell;
        this.count = this.cellOf.length;
        this.chunks = new Map();
        this.addresses = new Map();
        for (const cell of this.cells) {
            this.register('cell', cell.run, cell.id, cell.index);
            for (const trial of cell.trials) this.register('trial', cell.run, this.value(trial, 'trial_id'), trial);
        }
    }

    /** The value of a trial in the column of that name; null where it is absent. */
    value(trial, name) { return this.byName.get(name)?.at(trial) ?? null; }

    register(kind, run, id, index) {
        const short = `${kind}=${id}`;
        if (!this.addresses.has(short)) this.addresses.set(short, index);
        this.addresses.set(`${kind}=${this.runs[run].role}:${id}`, index);
    }

    /** How a route names something of a run: with its role, where there are two. */
    address(run, id) {
        return encodeURIComponent(this.runs.length > 1 ? `${this.runs[run].role}:${id}` : id).replaceAll('%3A', ':');
    }

    routeOf(trial) { return `#trial=${this.address(this.cellOf[trial].run, this.value(trial, 'trial_id'))}`; }

    /** What a route leads to: {kind, index}, or null. */
    find(hash) {
        let route;
        try {
            route = decodeURIComponent(hash.replace(/^#/, ''));
        } catch {
            return null;
        }
        const kind = route.startsWith('cell=') ? 'cell' : route.startsWith('trial=') ? 'trial' : null;
        if (!kind) return null;
        return {kind, index: this.addresses.get(route) ?? null, id: route.slice(kind.length + 1)};
    }

    /** Curves and series of a cell, unpacked the first time. */
    async details(cell) {
        const {chunk} = cell;
        if (chunk === null || chunk === undefined) return null;
        if (!this.chunks.has(chunk)) this.chunks.set(chunk, unpackJSON(`details-${chunk}`));
        return detailsFrom((await this.chunks.get(chunk))[cell.index], this.curveStep);
    }

    /** What a person would call a trial. */
    nameOf(trial) { return `${this.cellOf[trial].title}, repetition ${raw(this.value(trial, 'repetition'))}`; }
}
