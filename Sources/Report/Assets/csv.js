// Trials as CSV again: RFC 4180 with LF, an empty field where a value is absent.

function csvField(value) {
    const text = raw(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** All columns of these trials, in their order; `run` first where there are two. */
function csvOf(report, trials) {
    const columns = report.runs.length > 1
        ? [{name: 'run', at: (trial) => report.runs[report.cellOf[trial].run].role}, ...report.columns]
        : report.columns;
    const lines = [columns.map((column) => csvField(column.name)).join(',')];
    for (const trial of trials) lines.push(columns.map((column) => csvField(column.at(trial))).join(','));
    return `${lines.join('\n')}\n`;
}

/** Whether the text is in the clipboard now. */
async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // Where the page may not use the clipboard (a file in some browsers), a selection can still be copied.
        const area = make('textarea', {class: 'unseen', 'aria-hidden': 'true'});
        area.value = text;
        document.body.append(area);
        area.select();
        const isDone = document.execCommand('copy');
        area.remove();
        return isDone;
    }
}

function saveText(text, name) {
    const address = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
    const link = make('a', {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
}
