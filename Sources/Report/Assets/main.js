// Where the page begins: reads the data, fills the mounts, follows the route.

function say(mount, words) { mount?.append(make('p', {class: 'trouble', role: 'alert'}, words)); }

/** Links to the parts of the page. */
function makePlaces() {
    const ids = ['summary', 'verdict', 'charts', 'trials', 'figures', 'manifest'];
    const places = ids.map((id) => document.getElementById(id)).filter(Boolean);
    return make('nav', {class: 'places', 'aria-label': 'Parts of the report'},
        places.map((place) => make('a', {href: `#${place.id}`}, place.querySelector('h2')?.textContent ?? place.id)));
}

/** The legend stays on top, in as many lines as it needs: nothing that a link or Tab goes to is left behind it. */
function keepClear(controls) {
    const leaveRoom = () => {
        document.documentElement.style.scrollPaddingTop = `${controls.offsetHeight + 16}px`;
    };
    new ResizeObserver(leaveRoom).observe(controls);
    leaveRoom();
}

async function start() {
    const [charts, trials, overlay] = ['charts', 'trials', 'trial'].map((id) => document.getElementById(id));
    charts.append(make('h2', {}, 'Charts'));
    trials.append(make('h2', {}, 'Trials'));
    if (!canUnpack()) {
        const words = [
            'This browser cannot unpack what is in this file (it has no DecompressionStream): open it in one newer',
            'than Chrome 80, Firefox 113 or Safari 16.4. The summary and the figures can be read without.'
        ].join(' ');
        say(charts, words);
        say(trials, words);
        return;
    }
    try {
        const report = new Report(await unpackJSON('data'));
        const view = new View(report);
        stage.start();
        const router = new Router(report, overlay);
        trials.append(new TrialTable(report).element);
        document.querySelector('body > header')?.append(makePlaces());
        const controls = makeControls(report, view);
        charts.append(controls, ...report.notes.map((note) => make('p', {class: 'note'}, note)),
            ...makeCharts(report, view));
        keepClear(controls);
        await router.follow(false);
        document.documentElement.dataset.ready = 'true';
        stage.makeReady().catch((error) => console.error(error));
    } catch (error) {
        say(charts, `This report cannot be shown: ${error.message}`);
        document.documentElement.dataset.ready = 'failed';
        throw error;
    }
}

start();
