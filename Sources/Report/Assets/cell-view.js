// A cell: what was run, its repetitions, medians and ranges of all figures, its series and curves.
const FIGURE_GROUPS = new Set(['accounting', 'rates', 'latency', 'publisher', 'heap', 'process']);

async function cellView(report, cell) {
    const details = await cell.details();
    const charts = viewCharts(report, cell, details, cell.trials);
    return {
        title: cell.title,
        crumbs: crumbsOf(report, cell),
        content: [
            part(cell.trials.length > 1 ? 'Repetitions' : 'Trial', trialList(report, cell, null)),
            charts.parts,
            part('Figures', make('p', {class: 'muted'}, figuresNote(cell)), cellFigures(report, cell)),
            part('Parameters', parameterTables(report, cell)),
        ],
        charts: charts.charts,
    };
}

function figuresNote(cell) {
    const words = cell.ok.length > 1 ? `Medians of ${cell.ok.length} trials that ended ok, with their whole range.`
        : cell.ok.length === 1 ? 'Of the one trial that ended ok.'
                               : 'No trial ended ok: there is no median.';
    return cell.isBound ? `${words} The latencies of the fast class are lower bounds: deliveries were still to come.`
                        : words;
}

/** The run, the scenario, and for a trial its cell. */
function crumbsOf(report, cell, trial = null) {
    const items = [report.runs.length > 1 ? report.runs[cell.run].role : null, cell.scenario].filter(Boolean);
    return [
        ...items.map((item) => make('span', {}, item)),
        trial === null ? make('span', {class: 'mono'}, `cell ${shownText(cell.id)}`)
                       : make('a', {href: cell.route, class: 'mono'}, `cell ${shownText(cell.id)}`),
    ];
}

/** The charts of a cell or a trial, and the parts that they are in. */
function viewCharts(report, cell, details, trials) {
    if (!details) return {parts: [], charts: []};
    const own = trials.map((trial) => [trial, details.trials[cell.trials.indexOf(trial)]]).filter(([, found]) => found);
    const series = seriesChart(report, cell, own.filter(([, {series: found}]) => found));
    const isAlone = trials.length === 1;
    const curves = CLASSES
                       .map((name) => {
                           const found = curvesOf(report, cell, details,
                               name).filter((curve) => !isAlone || curve.trial === trials[0]);
                           if (found.length === 0) return null;
                           return [
                               name, new Chart({
                                   label: `Latency of the ${name} class by percentile`,
                                   height: 250,
                                   build: (_, look) => buildViewCurves(report, found, isAlone, look)
                               })
                           ];
                       })
                       .filter(Boolean);
    const charts = [series, ...curves.map(([, chart]) => chart)].filter(Boolean);
    return {
        charts,
        parts: [
            series ? part('Over time', series.element) : null,
            curves.length > 0 ? make('div', {class: 'pair'}, curves.map(([name,
                chart]) => part(`Latency by percentile, ${name} class`, chart.element)))
                              : null,
        ]
    };
}

function buildViewCurves(report, curves, isAlone, look) {
    const shown = isAlone ? curves.map((curve) => ({...curve, isThin: false, route: null})) : curves;
    const traces = shown.flatMap((curve) => curveTraces(report, curve, look));
    const values = shown.flatMap((curve) => curve.points.map(([, value]) => value));
    return {
        traces,
        layout: {xaxis: percentileAxis(shown, look), yaxis: Scale.log(values, 'ns').axis(look, 'latency, end to end')}
    };
}

/** The trials of a cell, each a link; the one shown is marked. */
function trialList(report, cell, current) {
    const columns =
        [
            'deliveries_per_s', 'fast_latency_p50_ns', 'fast_latency_p99_ns', 'heap_growth_bytes',
            'allocations_per_delivery'
        ].map((name) => report.byName.get(name))
            .filter((column) => column && cell.trials.some((trial) => column.at(trial) !== null));
    const rows = cell.trials.map((trial) => {
        const name = `repetition ${raw(report.value(trial, 'repetition'))}`;
        const detail = shownText(report.value(trial, 'status_detail') ?? '');
        const link = trial === current ? make('strong', {'aria-current': 'page'}, `${name} (this)`)
                                       : make('a', {href: report.routeOf(trial)}, name);
        return [
            link, statusWords(report, trial), ...columns.map((column) => ({n: figure(column.at(trial), column.unit)})),
            detail
        ];
    });
    const hasDetail = rows.some((row) => row.at(-1) !== '');
    const heads =
        ['Trial', 'status', ...columns.map((column) => ({n: spokenName(column)})), ...hasDetail ? ['detail'] : []];
    return makeTable('Trials of this cell', heads, hasDetail ? rows : rows.map((row) => row.slice(0, -1)));
}

function statusWords(report, trial) {
    const status = report.value(trial, 'status');
    const isBehind = report.value(trial, 'behind') === true;
    return make('span', {class: status === 'ok' ? 'status' : 'status bad'}, status === 'ok' ? 'ok' : `× ${status}`,
        isBehind ? ', behind' : '');
}

function cellFigures(report, cell) {
    return [...groupsOf(report.columns.filter((column) => FIGURE_GROUPS.has(column.group)))].map(([group, columns]) => {
        const rows =
            columns.map((column) => ({column, found: column.kind === 'number' ? cell.spread(column.name) : null}))
                .filter(({found}) => found);
        if (rows.length === 0) return null;
        return [
            make('h4', {}, group),
            makeTable(`Figures: ${group}`, ['column', {n: 'median'}, {n: 'least'}, {n: 'largest'}, {n: 'trials'}],
                rows.map(({column, found}) => [nameCell(column), {n: figure(found.median, column.unit)},
                             {n: figure(found.least, column.unit)}, {n: figure(found.largest, column.unit)},
                             {n: String(found.count)}]))
        ];
    });
}

/** A column's name with what it means. */
function nameCell(column) { return [make('code', {}, column.name), make('small', {class: 'meaning'}, column.meaning)]; }

/** The columns that are the same for all trials of the cell, other than figures. */
function parameterTables(report, cell) {
    const columns =
        report.columns.filter((column) => column.group === 'identity' && column.at(cell.trials[0]) !== null &&
                cell.trials.every((trial) => column.at(trial) === column.at(cell.trials[0])));
    return makeTable('Parameters', ['column', {n: 'value'}],
        columns.map((column) => [nameCell(column), {n: figure(column.at(cell.trials[0]), column.unit)}]));
}
