// Routes: `#cell=…` and `#trial=…` lay that over the report; anything else is a place in the report.

class Router {
    constructor(report, mount) {
        this.report = report;
        this.title = document.title;
        this.sheet = new Sheet(mount, () => this.leave());
        this.turn = 0;
        window.addEventListener('hashchange', () => this.follow(true));
    }

    /**
     * How many of the entries before this one were laid over the report by this page: closing goes back over them all.
     */
    get depth() { return window.history.state?.depth ?? 0; }

    async follow(isHere) {
        this.turn += 1;
        const {turn} = this;
        const place = this.report.find(window.location.hash);
        if (!place) {
            this.openDepth = 0;
            this.sheet.hide();
            document.title = this.title;
            return;
        }
        if (window.history.state?.depth === undefined) {
            window.history.replaceState({depth: isHere ? (this.openDepth ?? 0) + 1 : 0}, '');
        }
        this.openDepth = this.depth;
        try {
            const view = await this.viewOf(place);
            if (turn !== this.turn) return;
            this.sheet.show(view);
            document.title = `${view.title} · ${this.title}`;
        } catch (error) {
            if (turn === this.turn) this.sheet.show(this.trouble(error.message));
            console.error(error);
        }
    }

    async viewOf({kind, index, id}) {
        if (index === null)
            return this.trouble(`There is no ${kind} '${id}' in this report: it may be of another run.`);
        return kind === 'cell' ? cellView(this.report, this.report.cells[index]) : trialView(this.report, index);
    }

    trouble(words) { return {title: 'Not here', crumbs: [], content: [make('p', {}, words)], charts: []}; }

    /** When what lay over the report is closed, its route goes: unless the route went first, and that closed it. */
    leave() {
        if (!this.report.find(window.location.hash)) return;
        if (this.depth > 0) {
            window.history.go(-this.depth);
            return;
        }
        // Opened by a link from elsewhere: there is nothing to go back to.
        window.history.replaceState(null, '', window.location.href.split('#')[0]);
        this.follow(true);
    }
}
