// What lies over the report: one cell or trial, which a route leads to and Escape leaves.

class Sheet {
    /** `left` is called when one has closed it. */
    constructor(mount, left) {
        this.heading = make('h2', {tabindex: -1, id: freshID('sheet')});
        this.crumbs = make('nav', {class: 'crumbs', 'aria-label': 'Where this is'});
        this.body = make('div', {class: 'sheet-body'});
        const close =
            {type: 'button', class: 'close', 'aria-label': 'Close (Escape)', onclick: () => this.dialog.close()};
        const frame = make('div', {class: 'sheet-frame'}, make('header', {}, this.crumbs, make('button', close, '×')),
            this.heading, this.body);
        // Escape is the dialog's own: it closes, and says so afterwards.
        this.dialog = make('dialog', {class: 'overlay', 'aria-labelledby': this.heading.id}, frame);
        this.dialog.addEventListener('click', (event) => {
            if (event.target === this.dialog) this.dialog.close();
        });
        this.dialog.addEventListener('close', () => {
            this.drop();
            this.comeBack();
            left();
        });
        mount.append(this.dialog);
        this.charts = [];
    }

    show({title, crumbs, content, charts}) {
        this.drop();
        this.heading.textContent = title;
        this.crumbs.replaceChildren(...crumbs);
        this.body.replaceChildren(...content.flat(Infinity).filter(Boolean));
        if (!this.dialog.open) {
            this.cameFrom = document.activeElement;
            this.dialog.showModal();
        }
        this.dialog.querySelector('.sheet-frame').scrollTop = 0;
        this.heading.focus({preventScroll: true});
        this.charts = charts;
        for (const chart of charts) stage.add(chart);
    }

    hide() {
        if (this.dialog.open) this.dialog.close();
    }

    /**
     * The focus goes to what had it before, or to what leads to the same: a row of the table may have been made anew.
     */
    comeBack() {
        const {cameFrom} = this;
        if (!cameFrom || cameFrom === document.body || document.activeElement === cameFrom) return;
        const same = cameFrom.isConnected
            ? cameFrom
            : [...document.querySelectorAll('a')].find((link) => link.hash === cameFrom.hash);
        same?.focus({preventScroll: true});
    }

    drop() {
        for (const chart of this.charts) stage.remove(chart);
        this.charts = [];
    }
}

/** A part of a sheet, under a heading. */
function part(title, ...content) { return make('section', {}, make('h3', {}, title), content); }
