// The table of trials: only the rows in view are in the document, so that ten thousand are as quick as ten.
const ROW_HEIGHT = 32;
const ROWS_ASIDE = 8;
const PRINTED_ROWS = 150;

class TrialTable {
    constructor(report) {
        this.report = report;
        this.all = Array.from({length: report.count}, (_, trial) => trial);
        this.trials = this.all;
        this.columns = firstColumns(report);
        this.sorting = {column: null, isDescending: false};
        this.active = 0;
        this.drawn = {first: 0, last: -1};
        this.makeElements();
        this.update();
    }

    makeElements() {
        this.count = make('p', {class: 'count', role: 'status'});
        const copy = make('button', {type: 'button', onclick: () => this.copy(copy)}, 'Copy as CSV');
        const save = make('button', {type: 'button', onclick: () => this.save()}, 'Save CSV');
        this.head = make('thead');
        this.body = make('tbody', {onkeydown: (event) => this.key(event), onclick: (event) => this.click(event)});
        this.table = make('table', {'aria-label': 'Trials'}, this.head, this.body);
        const region = {tabindex: -1, role: 'region', 'aria-label': 'Table of trials', onscroll: () => this.draw()};
        this.scroller = make('div', {class: 'scroll trials', ...region}, this.table);
        this.element = make('div', {class: 'trial-table'}, this.makeFilters(),
            make('div', {class: 'above'}, this.count, make('div', {class: 'row'}, copy, save)), this.scroller);
        keepMenus(this.element);
        new ResizeObserver(() => this.draw()).observe(this.scroller);
        window.addEventListener('beforeprint', () => this.draw(PRINTED_ROWS));
        window.addEventListener('afterprint', () => this.draw());
    }

    makeFilters() {
        const [search, help] = [freshID('search'), freshID('help')];
        this.facets = new Facets(this.report, () => this.update());
        this.search = make('input', {
            type: 'search',
            id: search,
            'aria-describedby': help,
            autocomplete: 'off',
            spellcheck: 'false',
            placeholder: 'timer subscribers>=1000',
            oninput: afterwards(120, () => this.update()),
        });
        this.clear =
            make('button', {type: 'button', class: 'quiet', onclick: () => this.clearFilters()}, 'Clear filters');
        const label = make('label', {'for': search}, 'Filter');
        const columns = new ColumnChoice(this.report, this.columns, (chosen) => this.choose(chosen));
        const words = [
            'Words found in any text, or ', make('code', {}, 'column>=number'), ', ', make('code', {}, 'column:word'),
            '; all must hold.'
        ];
        return [
            make('div', {class: 'filters'}, make('div', {class: 'search'}, label, this.search), this.facets.element,
                columns.element, this.clear),
            make('p', {class: 'help', id: help}, words),
        ];
    }

    /** So wide that it stays as it is whichever rows are in view, in characters. */
    widthOf(column) {
        this.widths ??= new Map();
        if (!this.widths.has(column.name)) {
            const texts = column.packed.words ?? [column.packed.all];
            const longest = texts.reduce((most, text) => Math.max(most, raw(text).length), 0);
            const width = column.kind === 'number' ? (column.unit === 'count' ? 9 : 8) : Math.min(longest, 32);
            this.widths.set(column.name, column === this.columns[0] ? width + 7 : width + 3);
        }
        return this.widths.get(column.name);
    }

    choose(columns) {
        this.columns = columns;
        this.drawHead();
        this.draw(null, true);
    }

    clearFilters() {
        this.search.value = '';
        this.facets.clear();
        this.update();
        this.search.focus();
    }

    /** Filters and sorts again. */
    update() {
        const found = filterTrials(this.all, parseQuery(this.search.value, this.report), this.facets.chosen);
        this.trials = sortTrials(found, this.sorting.column, this.sorting.isDescending);
        this.active = 0;
        this.count.textContent = this.trials.length === this.all.length
            ? counted(this.all.length, 'trial')
            : `${plainNumber(this.trials.length)} of ${counted(this.all.length, 'trial')}`;
        this.clear.disabled = this.search.value === '' && !this.facets.isChosen;
        this.scroller.scrollTop = 0;
        this.drawHead();
        this.draw(null, true);
    }

    sort(column) {
        const {sorting} = this;
        const isSame = sorting.column === column;
        // Up, down, and as they were.
        if (isSame && sorting.isDescending)
            this.sorting = {column: null, isDescending: false};
        else
            this.sorting = {column, isDescending: isSame};
        this.update();
        this.head.querySelector(`button[data-column="${column.name}"]`)?.focus();
    }

    drawHead() {
        const {sorting} = this;
        this.head.replaceChildren(make('tr', {'aria-rowindex': 1}, this.columns.map((column) => {
            const isSorted = sorting.column === column;
            const direction = isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : 'none';
            return make('th', {
                scope: 'col',
                'aria-sort': direction,
                class: column.kind === 'number' ? 'n' : null,
                style: `min-width:${this.widthOf(column)}ch`
            },
                make('button', {
                    type: 'button',
                    dataset: {column: column.name},
                    title: `${column.name}: ${column.meaning}`,
                    onclick: () => this.sort(column)
                },
                    spokenName(column),
                    make('span', {class: 'arrow', 'aria-hidden': 'true'},
                        isSorted ? (sorting.isDescending ? '▼' : '▲') : '')));
        })));
        this.table.setAttribute('aria-rowcount', this.trials.length + 1);
    }

    /** Draws the rows in view, or the first so many; not at all if they are there. */
    draw(printed = null, isNew = false) {
        const {trials, scroller} = this;
        const shown = printed ?? Math.ceil((scroller.clientHeight || 600) / ROW_HEIGHT) + 2 * ROWS_ASIDE;
        const top = printed ? 0 : Math.max(0, Math.floor(scroller.scrollTop / ROW_HEIGHT) - ROWS_ASIDE);
        const first = printed ? 0 : Math.max(0, Math.min(top - (top % ROWS_ASIDE), trials.length - shown));
        const last = Math.min(trials.length, first + shown + ROWS_ASIDE) - 1;
        if (!isNew && first === this.drawn.first && last === this.drawn.last) return;
        const hadFocus = this.body.contains(document.activeElement);
        this.drawn = {first, last};
        const rows = [];
        for (let at = first; at <= last; at += 1) rows.push(this.makeRow(at));
        const below = trials.length - 1 - last;
        this.body.replaceChildren(...this.spacer(printed ? 0 : first), ...rows, ...this.spacer(printed ? 0 : below),
            ...this.ending(printed, below));
        if (hadFocus) this.body.querySelector('a[tabindex="0"]')?.focus({preventScroll: true});
    }

    spacer(rows) {
        if (rows <= 0) return [];
        return [make('tr', {class: 'spacer', 'aria-hidden': 'true'},
            make('td', {colspan: this.columns.length, style: `height:${rows * ROW_HEIGHT}px`}))];
    }

    ending(printed, below) {
        const words = this.trials.length === 0 ? 'No trial passes these filters.'
            : printed && below > 0             ? `and ${counted(below, 'more trial')}: trials.csv has them all.`
                                               : null;
        return words ? [make('tr', {class: 'nothing'}, make('td', {colspan: this.columns.length}, words))] : [];
    }

    makeRow(at) {
        const trial = this.trials[at];
        const status = this.report.value(trial, 'status');
        const isReachable = at === Math.min(Math.max(this.active, this.drawn.first), this.drawn.last);
        return make('tr', {'aria-rowindex': at + 2, dataset: {at, trial}, class: status === 'ok' ? null : 'early'},
            this.columns.map((column, order) => {
                const value = column.at(trial);
                if (order > 0) {
                    return make('td', {
                        class: column.kind === 'number' ? 'n' : null,
                        title: column.name === 'status_detail' && value ? shownText(value) : null
                    },
                        figure(value, column.unit));
                }
                return make('th', {scope: 'row'},
                    make('a', {
                        href: this.report.routeOf(trial),
                        tabindex: isReachable ? 0 : -1,
                        'aria-label': this.report.nameOf(trial)
                    },
                        swatch(this.report.strategies.get(value)), make('span', {}, value)));
            }));
    }

    click(event) {
        const row = event.target.closest('tr[data-trial]');
        if (!row) return;
        this.activate(Number(row.dataset.at), false);
        if (event.target.closest('a') || window.getSelection()?.toString()) return;
        row.querySelector('a').focus({preventScroll: true});
        window.location.hash = this.report.routeOf(Number(row.dataset.trial));
    }

    /** Up, down, a page, the ends; Enter is the link's own. */
    key(event) {
        const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW_HEIGHT) - 2);
        const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity};
        if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        const focused = document.activeElement.closest('tr[data-at]');
        const from = focused ? Number(focused.dataset.at) : this.active;
        this.activate(Math.max(0, Math.min(this.trials.length - 1, from + steps[event.key])), true);
    }

    /** Makes a row the one that Tab reaches; scrolls to it and focuses it where wanted. */
    activate(at, isFocused) {
        this.active = at;
        if (isFocused) {
            const head = this.head.offsetHeight;
            const [top, height] = [at * ROW_HEIGHT, this.scroller.clientHeight - head];
            if (top < this.scroller.scrollTop)
                this.scroller.scrollTop = top;
            else if (top + ROW_HEIGHT > this.scroller.scrollTop + height)
                this.scroller.scrollTop = top + ROW_HEIGHT - height;
        }
        this.draw();
        for (const link of this.body.querySelectorAll('a')) link.tabIndex = -1;
        const link = this.body.querySelector(`tr[data-at="${at}"] a`);
        if (!link) return;
        link.tabIndex = 0;
        if (isFocused) link.focus({preventScroll: true});
    }

    save() { saveText(csvOf(this.report, this.trials), 'trials.csv'); }

    async copy(button) {
        const isDone = await copyText(csvOf(this.report, this.trials));
        button.textContent = isDone ? `Copied ${counted(this.trials.length, 'trial')}` : 'Not allowed here: save it';
        setTimeout(() => { button.textContent = 'Copy as CSV'; }, 2500);
    }
}
