// Which columns the table shows: a few that matter to begin with, any that one ticks.
const FIRST_COLUMNS = [
    'strategy',
    'subscribers',
    'scenario',
    'implementation',
    'load_model',
    'dispatch',
    'timer_source',
    'timeout_ms',
    'repetition',
    'status',
    'deliveries_per_s',
    'fast_latency_p50_ns',
    'fast_latency_p99_ns',
    'fast_latency_max_ns',
    'slow_latency_p99_ns',
    'heap_growth_bytes',
    'heap_peak_bytes',
    'cpu_ns_per_delivery',
    'allocations_per_delivery',
    'behind',
    'status_detail',
];
const ALWAYS = new Set(['strategy', 'subscribers', 'repetition', 'status']);

/** Columns that are there from the start: of those that matter, the ones that tell trials apart or have figures. */
function firstColumns(report) {
    const hasFigure = (column) =>
        ('all' in column.packed ? column.packed.all !== null
                                : (column.packed.values ?? column.packed.at).some((value) => value !== null));
    const found = FIRST_COLUMNS.map((name) => report.byName.get(name))
                      .filter((column) => column && (ALWAYS.has(column.name) || (column.varies && hasFigure(column))));
    return report.runs.length > 1 ? [found[0], runColumn(report), ...found.slice(1)] : found;
}

/** Which run a trial is of, as a column. */
function runColumn(report) {
    const column = new Column(
        {name: 'run', group: 'identity', unit: 'text', kind: 'text', meaning: 'which of the two runs'}, {all: null});
    column.at = (trial) => report.runs[report.cellOf[trial].run].role;
    return column;
}

/** Columns by their group, as docs/columns.md has them. */
function groupsOf(columns) {
    const groups = new Map();
    for (const column of columns) {
        if (!groups.has(column.group)) groups.set(column.group, []);
        groups.get(column.group).push(column);
    }
    return groups;
}

/** A menu of all columns: which are ticked, and so in the table. */
class ColumnChoice {
    /** `first` are the columns to begin with; `changed` is called with those ticked. */
    constructor(report, first, changed) {
        Object.assign(this, {report, first, changed});
        this.always = first.filter((column, at) => at === 0 || column.name === 'run');
        this.boxes = new Map();
        const names = new Set(first.map((column) => column.name));
        const button = (words, isTicked) =>
            make('button', {type: 'button', class: 'quiet', onclick: () => this.tick(isTicked)}, words);
        const groups = groupsOf(report.columns.filter((column) => !this.always.includes(column)));
        this.element = make('details', {class: 'menu columns'}, make('summary', {}, 'Columns'),
            make('div', {class: 'sheet'},
                make('div', {class: 'row'}, button('As at first', (name) => names.has(name)), button('All', () => true),
                    button('None', () => false)),
                [...groups].map(([group, columns]) => make('fieldset', {}, make('legend', {}, group),
                                    columns.map((column) => this.makeBox(column, names.has(column.name)))))));
    }

    makeBox(column, isTicked) {
        const input = make('input', {type: 'checkbox', checked: isTicked, onchange: () => this.tell()});
        this.boxes.set(column.name, input);
        return make('label', {title: column.meaning}, input, make('span', {}, column.name));
    }

    tick(isTicked) {
        for (const [name, input] of this.boxes) input.checked = isTicked(name);
        this.tell();
    }

    /** Those of the beginning in their order, then the others in that of the files. */
    tell() {
        const {always, first} = this;
        const isShown = (column) => !always.includes(column) && this.boxes.get(column.name).checked;
        const others = this.report.columns.filter((column) => !first.includes(column));
        this.changed([...always, ...first.filter(isShown), ...others.filter(isShown)]);
    }
}
