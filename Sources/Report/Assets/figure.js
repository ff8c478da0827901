// A chart with its title, what it says in words, a larger size, its picture as a file, and its figures as a table.

function icon(path) {
    return makeSVG('svg', {viewBox: '0 0 16 16', width: 15, height: 15, 'aria-hidden': 'true', class: 'icon'},
        makeSVG('path', {d: path}));
}

/** A <figure> of a description made by the chart-*.js files; `panel` is the setting that it belongs to. */
class ChartFigure {
    constructor(description) {
        this.description = description;
        const heading = freshID('figure');
        this.chart = new Chart(description);
        this.caption = make('p', {class: 'caption'});
        this.legend = description.legend ? make('ul', {class: 'accounts'}) : null;
        this.body = make('div', {class: 'figures'});
        this.table = make('details', {ontoggle: () => this.fillTable()}, make('summary', {}, 'Figures'), this.body);
        this.element = make('figure', {'aria-labelledby': heading},
            make('figcaption', {}, make('h5', {id: heading}, description.title),
                make('div', {class: 'tools'}, this.makeTools())),
            this.chart.element, this.legend, this.caption, this.table);
    }

    makeTools() {
        const enlarge = make('button', {
            type: 'button',
            class: 'tool',
            'aria-pressed': 'false',
            title: 'Larger',
            'aria-label': `Larger: ${this.description.title}`
        },
            icon('M2 6V2h4M10 14h4v-4M2 2l5 5M14 14l-5-5'));
        enlarge.addEventListener('click', () => {
            const isLarge = this.element.classList.toggle('large');
            enlarge.setAttribute('aria-pressed', String(isLarge));
            this.chart.refresh();
        });
        const save = make('button', {
            type: 'button',
            class: 'tool',
            title: 'Save as SVG',
            onclick: () => this.save(),
            'aria-label': `Save as SVG: ${this.description.title}`
        },
            icon('M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10'));
        return [enlarge, save];
    }

    save() {
        if (!this.chart.isDrawn) return;
        const {clientWidth: width, clientHeight: height} = this.chart.element;
        const filename = this.description.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        window.Plotly.downloadImage(this.chart.element, {format: 'svg', width, height, filename});
    }

    /** After a change of what is shown. */
    refresh() {
        this.caption.textContent = this.description.caption?.() ?? '';
        this.legend?.replaceChildren(...this.description.legend());
        this.fillTable();
        this.chart.refresh(true);
    }

    fillTable() {
        if (this.table.open)
            this.body.replaceChildren(this.description.table());
        else
            this.body.replaceChildren();
    }
}
