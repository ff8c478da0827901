// A trial: every column of its row, its series, its curves, and the other repetitions of its cell.

async function trialView(report, trial) {
    const cell = report.cellOf[trial];
    const charts = viewCharts(report, cell, await cell.details(), [trial]);
    return {
        title: report.nameOf(trial),
        crumbs: crumbsOf(report, cell, trial),
        content: [
            ending(report, trial),
            keyFigures(report, trial),
            charts.parts,
            cell.trials.length > 1 ? part('Repetitions of the cell', trialList(report, cell, trial)) : null,
            part('All columns',
                make('p', {class: 'muted'},
                    'As in trials.csv: the figure, and its value there. What is not known is absent.'),
                columnTables(report, trial)),
        ],
        charts: charts.charts,
    };
}

/** How it ended, where that is not ok, and what its figures are then worth. */
function ending(report, trial) {
    const status = report.value(trial, 'status');
    const notes = [];
    if (status !== 'ok') {
        const detail = report.value(trial, 'status_detail');
        notes.push(make('p', {class: 'ending'}, make('strong', {}, `× ${status}`),
            detail ? `: ${shownText(detail)}` : '', make('span', {class: 'muted'}, ' Figures are those up to there.')));
    }
    if (report.value(trial, 'latency_bound') === true) {
        notes.push(make('p', {class: 'ending'},
            'Latencies of the fast class are lower bounds: deliveries were still to come when the drain ended.'));
    }
    if (report.value(trial, 'behind') === true) {
        notes.push(make('p', {class: 'ending'}, 'The publisher achieved less than 99% of the offered rate.'));
    }
    return notes;
}

function keyFigures(report, trial) {
    const names = [
        'deliveries_per_s', 'fast_latency_p50_ns', 'fast_latency_p99_ns', 'fast_latency_max_ns', 'heap_growth_bytes',
        'allocations_per_delivery'
    ];
    const columns =
        names.map((name) => report.byName.get(name)).filter((column) => column && column.at(trial) !== null);
    const dropped = shareDropped(report, trial);
    return make('dl', {class: 'key'},
        columns.map((column) => make('div', {}, make('dt', {}, spokenName(column)),
                        make('dd', {}, figure(column.at(trial), column.unit)))),
        dropped === null ? null
                         : make('div', {}, make('dt', {}, 'deliveries dropped'), make('dd', {}, percent(dropped))));
}

/** A table for each group; columns that are absent are named below it. */
function columnTables(report, trial) {
    return [...groupsOf(report.columns)].map(([group, columns]) => {
        const known = columns.filter((column) => column.at(trial) !== null);
        const absent = columns.filter((column) => column.at(trial) === null);
        return [
            make('h4', {}, group),
            known.length === 0
                ? null
                : makeTable(`Columns: ${group}`, ['column', {n: 'figure'}, {n: 'in trials.csv'}],
                      known.map((column) => [nameCell(column), {n: figure(column.at(trial), column.unit)}, {
                          n: make('span', {class: 'mono raw', dataset: {column: column.name}},
                              shownText(raw(column.at(trial))))
                      }])),
            absent.length === 0
                ? null
                : make('p', {class: 'muted absent'}, 'Absent: ', absent.map((column) => column.name).join(', ')),
        ];
    });
}
