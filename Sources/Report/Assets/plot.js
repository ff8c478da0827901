// A chart that is drawn when it comes into view, again when paper, width or choice change, and for print.
const CONFIG = {
    displayModeBar: false,
    responsive: false,
    doubleClick: 'reset',
    showTips: false
};
// Two in a row of an A4 page.
const PRINTED = {
    width: 328,
    height: 235
};

/** What all charts have in common: the paper, which of them are in view, and one after the other. */
const stage = {
    charts: new Set(),
    night: window.matchMedia('(prefers-color-scheme: dark)'),
    queue: [],
    isBusy: false,
    isPrinting: false,

    get look() { return this.night.matches && !this.isPrinting ? LOOKS.dark : LOOKS.light; },

    start() {
        this.night.addEventListener('change', () => this.refresh());
        window.addEventListener('beforeprint', () => this.print(true));
        window.addEventListener('afterprint', () => this.print(false));
        this.observer = new IntersectionObserver((entries) => {
            for (const {target, isIntersecting} of entries) target.chart.comesIntoView(isIntersecting);
        }, {rootMargin: '300px 0px'});
        this.sizes = new ResizeObserver((entries) => {
            if (this.isPrinting) return;
            for (const {target} of entries) target.chart.resized();
        });
    },

    add(chart) {
        this.charts.add(chart);
        this.observer.observe(chart.element);
        this.sizes.observe(chart.element);
    },

    remove(chart) {
        this.charts.delete(chart);
        this.observer.unobserve(chart.element);
        this.sizes.unobserve(chart.element);
        if (chart.isDrawn) window.Plotly.purge(chart.element);
    },

    /** Draws again what shows, and the others when they come into view. */
    refresh() {
        for (const chart of this.charts) chart.refresh();
    },

    async enqueue(chart) {
        if (!this.queue.includes(chart)) this.queue.push(chart);
        if (this.isBusy) return;
        this.isBusy = true;
        while (this.queue.length > 0) {
            const next = this.queue.shift();
            await next.draw();
            await new Promise((done) => { setTimeout(done, 0); });
        }
        this.isBusy = false;
    },

    /**
       Before anything is printed there may be no time to unpack: so all that is needed is made ready when it is quiet.
     */
    async makeReady() {
        const quiet = () => new Promise((done) => {
            if (window.requestIdleCallback)
                window.requestIdleCallback(done, {timeout: 4000});
            else
                setTimeout(done, 200);
        });
        await quiet();
        await loadPlotly();
        for (const chart of this.charts) {
            await quiet();
            if (chart.isShown) await chart.makeReady();
        }
    },

    print(isPrinting) {
        this.isPrinting = isPrinting;
        for (const chart of this.charts) {
            if (isPrinting && chart.isShown && chart.isReady)
                chart.render(PRINTED);
            else if (!isPrinting)
                chart.refresh();
        }
    },
};

class Chart {
    /**
     * `prepare` gives what is drawn, or a promise of it; `build(prepared, look, size)` gives {traces, layout},
     * or {empty} with words. `label` says to those who do not see it what it shows. `height` is in pixels.
     */
    constructor({prepare = () => null, build, label, height = 270}) {
        Object.assign(this, {prepare, build, height});
        this.element =
            make('div', {class: 'plot', role: 'img', 'aria-label': label, tabindex: -1, style: `--height:${height}px`},
                make('p', {class: 'waiting'}, 'This chart is drawn when it comes into view.'));
        this.element.chart = this;
        Object.assign(
            this, {isInView: false, isDrawn: false, isStale: true, isReady: false, prepared: null, version: 0});
    }

    /** Whether it is part of what one sees, scrolled to or not. */
    get isShown() { return this.element.checkVisibility?.() ?? this.element.offsetParent !== null; }

    comesIntoView(isInView) {
        this.isInView = isInView;
        if (isInView && this.isStale) stage.enqueue(this);
    }

    /** To be called when what it shows has changed; `again` if that has to be prepared once more. */
    refresh(again = false) {
        this.isStale = true;
        if (again) {
            this.isReady = false;
            this.version += 1;
        }
        if (this.isInView) stage.enqueue(this);
    }

    resized() {
        if (this.isDrawn && this.element.clientWidth !== this.drawnWidth) this.refresh();
    }

    async makeReady() {
        const {version} = this;
        if (this.isReady) return;
        const prepared = await this.prepare();
        if (version !== this.version) {
            await this.makeReady();
            return;
        }
        this.prepared = prepared;
        this.isReady = true;
    }

    async draw() {
        try {
            await Promise.all([loadPlotly(), this.makeReady()]);
            if (stage.charts.has(this) && this.element.clientWidth > 0) this.render();
        } catch (error) {
            this.say(error.message);
            console.error(error);
        }
    }

    say(words) {
        if (this.isDrawn) window.Plotly.purge(this.element);
        this.isDrawn = false;
        this.element.replaceChildren(make('p', {class: 'waiting'}, words));
    }

    render(size) {
        if (!window.Plotly) return;
        const {width = this.element.clientWidth, height = this.element.clientHeight || this.height} = size ?? {};
        const {look} = stage;
        this.isStale = Boolean(size);
        this.drawnWidth = size ? 0 : width;
        const {traces, layout, empty} = this.build(this.prepared, look, {width, height});
        if (empty) {
            this.say(empty);
            return;
        }
        if (!this.isDrawn) this.element.replaceChildren();
        window.Plotly.react(this.element, traces, {...base(look), ...layout, width, height}, CONFIG);
        if (!this.isDrawn) this.listen();
        this.isDrawn = true;
        this.element.dataset.drawn = look.isDark ? 'dark' : 'light';
    }

    /** A click on something that has a route leads there. */
    listen() {
        const routeOf = (event) =>
            event.points.map((point) => point.customdata).find((route) => typeof route === 'string');
        this.element.on(
            'plotly_hover', (event) => { this.element.classList.toggle('leads', Boolean(routeOf(event))); });
        this.element.on('plotly_unhover', () => this.element.classList.remove('leads'));
        this.element.on('plotly_click', (event) => {
            const route = routeOf(event);
            if (!route) return;
            // So that closing what it leads to comes back here.
            this.element.focus({preventScroll: true});
            window.Plotly.Fx?.unhover?.(this.element);
            window.location.hash = route;
        });
    }
}

function base(look) {
    return {
        font: {family: FONT, size: 11.5, color: look.ink},
        paper_bgcolor: look.paper,
        plot_bgcolor: look.paper,
        margin: {l: 78, r: 16, t: 10, b: 42},
        showlegend: false,
        hovermode: 'closest',
        hoverdistance: 14,
        dragmode: false,
        hoverlabel: {
            bgcolor: look.paper,
            bordercolor: look.line,
            align: 'left',
            namelength: 0,
            font: {family: FONT, size: 12, color: look.ink}
        },
    };
}
