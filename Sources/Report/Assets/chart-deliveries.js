// Where deliveries went: delivered, dropped for each reason, left in buffers, pending, never published.

function deliveriesFigure(panel, name) {
    return {
        title: `Where deliveries went, ${name} class`,
        label: `Where the deliveries that were due to the ${name} class went, of each strategy`,
        perSubscribers: true,
        height: rowsHeight(panel),
        caption: () => ['Sums over the repetitions; on the right, the share delivered.',
            ...panel.cellsHere.some((cell) => cell.early.length > 0)
                ? ['× trials that did not end ok: in no sum, or a faint bar where no other did.']
                : []]
            .join(' '),
        legend: () =>
            usedAccounts(panel, name).map((account) => make('li', {}, accountSwatch(account), ` ${account.label}`)),
        build: (_, look, size) => buildDeliveries(panel, name, look, size),
        table: () => deliveriesTable(panel, name),
    };
}

/** So high that each strategy of the setting has a row that can be read. */
function rowsHeight(panel) { return Math.max(270, 70 + 22 * strategiesIn(panel.setting.cells, panel.report).length); }

/** The sums of a cell's accounts over its ok trials, or over the others where there are none. */
function accountsOf(cell, name) {
    const {report} = cell;
    const trials = cell.ok.length > 0 ? cell.ok : cell.early;
    const counts = ACCOUNTS.map(({name: account}) => trials.reduce((sum, trial) => {
        if (account !== 'unpublished') return sum + (report.value(trial, `${name}_${account}`) ?? 0);
        const slow = report.value(trial, 'slow_subscribers') ?? 0;
        const members = name === 'slow' ? slow : cell.subscribers - slow;
        return sum + ((report.value(trial, 'unpublished') ?? 0) * members) / (report.value(trial, 'topics') || 1);
    }, 0));
    return {counts, whole: counts.reduce((sum, count) => sum + count, 0), isFaint: cell.ok.length === 0};
}

function usedAccounts(panel, name) {
    const all = panel.cellsHere.map((cell) => accountsOf(cell, name).counts);
    return ACCOUNTS.filter((_, at) => all.some((counts) => counts[at] > 0));
}

function buildDeliveries(panel, name, look, {height}) {
    const cells = panel.cellsHere;
    const found = cells.map((cell) => accountsOf(cell, name));
    if (found.every(({whole}) => whole === 0)) {
        return {empty: name === 'slow' ? 'No subscriber is slow here.' : 'No delivery was due, or none is known.'};
    }
    const traces = ACCOUNTS.map((account, which) => accountTrace(account, which, cells, found, name, look))
                       .filter((trace) => trace.x.some((share) => share > 0));
    const quarters = [0, 25, 50, 75, 100];
    return {
        traces,
        layout: {
            ...rowsLayout(cells.map((cell) => cell.strategy), look, height, 48),
            barmode: 'stack',
            annotations: cells.flatMap((cell, at) => barNotes(cell, at, found[at], look)),
            xaxis: {
                ...plainAxis(look),
                title: titleOf('share of the deliveries due', look),
                range: [0, 100.5],
                tickmode: 'array',
                tickvals: quarters,
                ticktext: quarters.map((share) => tick(share, 'percent'))
            },
        }
    };
}

/** One account's part of each bar. */
function accountTrace(account, which, cells, found, name, look) {
    const color = colorOf(account, look);
    const shareOf = ({counts, whole}) => (whole > 0 ? (counts[which] / whole) * 100 : 0);
    const said = (cell, at) => {
        const {counts, whole, isFaint} = found[at];
        const count = `${name} class, ${account.label}: ${plainNumber(Math.round(counts[which]))}`;
        const share =
            whole > 0 ? `${percent(shareOf(found[at]))} of ${plainNumber(Math.round(whole))} that were due` : null;
        return saying(cellHead(cell), count, share,
            isFaint ? 'of trials that did not end ok' : `sum of ${counted(cell.ok.length, 'trial')}`);
    };
    const strokes = account.name === 'unpublished' ? look.faint : look.paper;
    return {
        type: 'bar',
        orientation: 'h',
        y: cells.map((_, at) => at),
        x: found.map(shareOf),
        customdata: cells.map((cell) => cell.route),
        width: 0.72,
        marker: {
            color,
            opacity: found.map(({isFaint}) => (isFaint ? 0.45 : 1)),
            line: {width: 0.5, color: account.name === 'deliveries' ? color : look.faint},
            pattern: {shape: account.pattern, fgcolor: strokes, size: 6, solidity: 0.25, fillmode: 'overlay'},
        },
        text: cells.map(said),
        textposition: 'none',
        hovertemplate: '%{text}<extra></extra>',
    };
}

function barNotes(cell, at, {counts, whole, isFaint}, look) {
    const right = {x: 100.5, y: at, xanchor: 'left', showarrow: false, xshift: 3, font: {size: 10.5, color: look.ink}};
    const notes = [whole > 0 ? {...right, text: unmarked(percent((counts[0] / whole) * 100))}
            : isFaint        ? null
                             : {...right, x: 0, text: 'none due', font: {size: 10.5, color: look.faint}}];
    if (cell.early.length > 0) {
        const ways = [...new Set(cell.early.map((trial) => cell.report.value(trial, 'status')))].join(', ');
        const of = cell.trials.length > 1 ? `, ${cell.early.length} of ${cell.trials.length}` : '';
        notes.push({
            x: 50,
            y: at,
            showarrow: false,
            text: unmarked(`× ${ways}${of}`),
            bgcolor: look.paper,
            borderpad: 1,
            font: {size: 10.5, color: look.ink}
        });
    }
    return notes.filter(Boolean);
}

function deliveriesTable(panel, name) {
    const used = usedAccounts(panel, name);
    const rows = panel.cellsHere.map((cell) => {
        const {counts, whole} = accountsOf(cell, name);
        return [
            make('a', {href: cell.route}, cell.strategy), {n: plainNumber(Math.round(whole))},
            ...used.map((account) => {
                const count = counts[ACCOUNTS.indexOf(account)];
                return {
                    n: make('div', {class: 'spread'}, plainNumber(Math.round(count)),
                        whole > 0 ? make('small', {}, percent((count / whole) * 100)) : null)
                };
            })
        ];
    });
    return makeTable(`Where deliveries to the ${name} class went: sums over the repetitions`,
        ['Strategy', {n: 'due'}, ...used.map((account) => ({n: account.label}))], rows);
}
