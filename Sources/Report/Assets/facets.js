// Menus of the values that trials differ in; ticked ones are those that the table shows.
const FACETS = [
    'scenario',
    'strategy',
    'status',
    'subscribers',
    'side',
    'implementation',
    'load_model',
    'dispatch',
    'timer_source',
    'timeout_ms',
    'slow_kind',
    'slow_fraction',
    'capacity',
    'executor',
    'consumer',
    'behind',
    'latency_bound',
];
const MOST_VALUES = 60;

class Facets {
    constructor(report, changed) {
        this.changed = changed;
        const all = Array.from({length: report.count}, (_, trial) => trial);
        const columns = FACETS.map((name) => report.byName.get(name)).filter((column) => column?.varies);
        if (report.runs.length > 1) columns.unshift(runColumn(report));
        this.menus = columns.map((column) => ({column, counts: column.countsOf(all), ticked: new Set()}))
                         .filter(({counts}) => counts.size > 1 && counts.size <= MOST_VALUES);
        this.element = make('div', {class: 'facets'}, this.menus.map((menu) => this.makeMenu(menu)));
    }

    /** [column, values ticked] of each menu. */
    get chosen() { return this.menus.map(({column, ticked}) => [column, ticked]); }
    get isChosen() { return this.menus.some(({ticked}) => ticked.size > 0); }

    makeMenu(menu) {
        const {column, counts, ticked} = menu;
        menu.said = make('span', {class: 'chosen'});
        menu.boxes = [...counts].map(([value, count]) => {
            const input = make('input', {
                type: 'checkbox',
                onchange: () => {
                    if (input.checked)
                        ticked.add(value);
                    else
                        ticked.delete(value);
                    this.say(menu);
                    this.changed();
                }
            });
            return [
                input,
                make('label', {}, input, make('span', {}, value === null ? '(none)' : figure(value, column.unit)),
                    make('span', {class: 'count'}, plainNumber(count)))
            ];
        });
        menu.element = make('details', {class: 'menu', dataset: {facet: column.name}},
            make('summary', {}, spokenName(column), menu.said),
            make('div', {class: 'sheet'},
                make('fieldset', {}, make('legend', {class: 'unseen'}, column.name),
                    menu.boxes.map(([, label]) => label))));
        return menu.element;
    }

    say({element, said, ticked, column}) {
        const words = ticked.size === 1 ? figure([...ticked][0] ?? '(none)', column.unit) : `${ticked.size}`;
        said.textContent = ticked.size > 0 ? `: ${words}` : '';
        element.classList.toggle('active', ticked.size > 0);
    }

    clear() {
        for (const menu of this.menus) {
            menu.ticked.clear();
            for (const [input] of menu.boxes) input.checked = false;
            this.say(menu);
        }
    }
}

/** One menu open at a time; Escape, or a click elsewhere, closes it. */
function keepMenus(container) {
    const menus = () => [...container.querySelectorAll('details.menu')];
    container.addEventListener('toggle', (event) => {
        if (!event.target.matches?.('details.menu') || !event.target.open) return;
        for (const other of menus())
            if (other !== event.target) other.open = false;
    }, true);
    container.addEventListener('keydown', (event) => {
        const open = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
        if (!open) return;
        open.open = false;
        open.querySelector('summary').focus();
        event.stopPropagation();
    });
    document.addEventListener('pointerdown', (event) => {
        for (const menu of menus())
            if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
}
