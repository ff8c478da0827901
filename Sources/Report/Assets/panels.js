// The charts: a part for each scenario, in it one for each setting, with the figures of both.
const OPEN_SETTINGS = 8;

/** A setting as it is shown: its cells of the chosen run and strategies, and the number of subscribers looked at. */
class Panel {
    constructor(report, view, setting) {
        Object.assign(this, {report, view, setting});
        this.places = [...new Set(setting.cells.map((cell) => cell.subscribers))].sort((one, other) => one - other);
        this.subscribers = this.places.at(-1);
        this.figures = [];
    }

    /** The strategies shown, in order. */
    get shown() { return strategiesIn(this.setting.cells, this.report).filter((name) => !this.view.hidden.has(name)); }

    get bothCells() {
        return this.setting.cells.filter(
            (cell) => !this.view.hidden.has(cell.strategy) && cell.subscribers === this.subscribers);
    }

    get cells() {
        return this.setting.cells.filter((cell) => cell.run === this.view.run && !this.view.hidden.has(cell.strategy));
    }

    get cellsHere() { return this.cells.filter((cell) => cell.subscribers === this.subscribers); }
    get isOpenLoad() { return this.setting.load_model !== 'saturated'; }
    get isExact() { return this.setting.cells.every((cell) => cell.value('exact') === true); }
    get hasSlow() { return this.setting.cells.some((cell) => cell.value('slow_subscribers') > 0); }

    refresh(which = () => true) {
        for (const each of this.figures.filter(which)) each.refresh();
    }
}

function makeCharts(report, view) {
    const settings = report.scenarios.flatMap((scenario) => scenario.settings);
    let number = 0;
    return report.scenarios.map(
        (scenario, at) => make('section', {class: 'scenario', 'aria-labelledby': `scenario-${at}`},
            make('h3', {id: `scenario-${at}`, tabindex: -1}, 'Scenario ', make('span', {class: 'name'}, scenario.name)),
            scenario.description ? make('p', {class: 'description'}, scenario.description) : null,
            scenario.settings.map((setting) => {
                number += 1;
                return makeSetting(
                    new Panel(report, view, setting), number <= OPEN_SETTINGS || settings.length <= OPEN_SETTINGS);
            })));
}

function makeSetting(panel, isOpen) {
    const {setting} = panel;
    const content = make('div', {class: 'content'});
    const details = make('details', {class: 'setting', open: isOpen},
        make('summary', {}, make('h4', {}, setting.label || 'All trials'),
            setting.shared ? make('span', {class: 'shared'}, setting.shared) : null),
        content);
    // What is folded away costs nothing until it is opened.
    let isFilled = false;
    const open = () => {
        if (!details.open || isFilled) return;
        isFilled = true;
        content.append(...makeFigures(panel));
    };
    details.addEventListener('toggle', open);
    open();
    return details;
}

function makeFigures(panel) {
    const add = (description) => {
        const found = new ChartFigure(description);
        panel.figures.push(found);
        stage.add(found.chart);
        found.refresh();
        return found.element;
    };
    const metrics = metricsOf(panel);
    const scaling = metrics.map((metric) => add(scalingFigure(panel, metric)));
    const isTimed = panel.isOpenLoad && !panel.isExact;
    const classes = panel.hasSlow ? CLASSES : CLASSES.slice(0, 1);
    const here = [
        panel.report.runs.length > 1 ? metrics.map((metric) => compareFigure(panel, metric)) : [],
        panel.isExact ? [] : quantitiesOf(panel).map((quantity) => overtimeFigure(panel, quantity)),
        isTimed ? [...classes.map((name) => percentilesFigure(panel, name)), tradeoffFigure(panel)] : [],
        classes.map((name) => deliveriesFigure(panel, name)),
    ].flat(2).map(add);
    panel.view.listeners.push(() => panel.refresh());
    return [
        makeLegend(panel), make('div', {class: 'figure-grid'}, scaling), makeSubscribers(panel),
        make('div', {class: 'figure-grid'}, here), isTimed ? null : makeNote(panel)
    ].filter(Boolean);
}

/** The legend once more, for paper alone. */
function makeLegend(panel) {
    return make('ul', {class: 'printed-legend', 'aria-hidden': 'true'},
        strategiesIn(panel.setting.cells, panel.report)
            .map((name) => make('li', {}, swatch(panel.report.strategies.get(name)), name)));
}

/** Which number of subscribers the charts below are about. */
function makeSubscribers(panel) {
    if (panel.places.length === 1) {
        return make('p', {class: 'subscribers'}, `With ${counted(panel.places[0], 'subscriber')}:`);
    }
    return make('div', {class: 'subscribers'},
        makeChoice(
            'Subscribers', panel.places.map((place) => [place, plainNumber(place)]), panel.subscribers, (place) => {
                panel.subscribers = place;
                panel.refresh((each) => each.description.perSubscribers);
            }));
}

function makeNote(panel) {
    return make('p', {class: 'note'},
        panel.isExact ? 'Counted exactly: such trials have no latencies, rates or time series.'
                      : 'A saturated load is a closed loop: it has no latency worth the name, so there is none here.');
}
