// What is shown: the strategies, as a legend that hides and shows them in every chart, and which run.

/** The choice that holds for all charts, and who wants to know of a change. */
class View {
    constructor(report) {
        this.report = report;
        this.run = 0;
        this.hidden = new Set();
        this.listeners = [];
    }

    changed() {
        for (const listener of this.listeners) listener();
    }
}

/** The strategies that have cells, in the order of the manual. */
function strategiesIn(cells, report) {
    const present = new Set(cells.map((cell) => cell.strategy));
    return [...report.strategies.keys()].filter((name) => present.has(name));
}

function makeControls(report, view) {
    const names = strategiesIn(report.cells, report);
    const buttons = names.map((name) => {
        const button = make('button', {
            type: 'button',
            class: 'strategy',
            'aria-pressed': 'true',
            dataset: {strategy: name},
            title: 'Show or hide in all charts; with Shift, show it alone'
        },
            swatch(report.strategies.get(name)), make('span', {}, name));
        button.addEventListener('click', (event) => {
            toggle(view, names, name, event.shiftKey);
            sync();
        });
        return button;
    });
    const all = make('button', {type: 'button', class: 'quiet', disabled: true}, 'Show all');
    const sync = () => {
        for (const button of buttons)
            button.setAttribute('aria-pressed', String(!view.hidden.has(button.dataset.strategy)));
        all.disabled = view.hidden.size === 0;
        view.changed();
    };
    all.addEventListener('click', () => {
        view.hidden.clear();
        sync();
    });
    return make('div', {class: 'controls', role: 'group', 'aria-label': 'Legend: strategies shown in all charts'},
        makeJump(report), makeRunChoice(report, view), make('div', {class: 'legend'}, buttons, all));
}

function toggle(view, names, name, isAlone) {
    if (isAlone) {
        view.hidden = new Set(names.filter((other) => other !== name));
    } else if (!view.hidden.delete(name)) {
        view.hidden.add(name);
    }
}

/** Which of two runs the charts show. */
function makeRunChoice(report, view) {
    if (report.runs.length < 2) return null;
    return makeChoice('Run', report.runs.map((run, at) => [at, run.role]), 0, (run) => {
        view.run = run;
        view.changed();
    });
}

/** A few choices side by side, one of which is made. */
function makeChoice(label, choices, chosen, choose) {
    const name = freshID('choice');
    return make('fieldset', {class: 'choice'}, make('legend', {}, label), choices.map(([value, words]) => {
        const id = freshID('option');
        return [
            make('input', {type: 'radio', name, id, checked: value === chosen, onchange: () => choose(value)}),
            make('label', {'for': id}, words)
        ];
    }));
}

/** Leads to a scenario, where there are several. */
function makeJump(report) {
    if (report.scenarios.length < 2) return null;
    return make('nav', {class: 'jump', 'aria-label': 'Scenarios'},
        report.scenarios.map((scenario, at) => make('a', {href: `#scenario-${at}`}, scenario.name)));
}
