// Flame graphs: boxes of the functions, each as wide as what it takes; the outermost function on top.

const ROW = 20;
// Narrower than this, in pixels, a box is not drawn, and its text not shown.
const LEAST = 0.6, LEAST_TEXT = 24;
const MORE = '#e69f00', LESS = '#56b4e9', SAME = '#e4e7eb';

const state = {views: [], view: null, zoom: null, current: null, pattern: null, shown: []};

/** The nodes of a view, from lists of [name, file, library, value, base, child...]. */
function build(list, texts, parent, depth) {
    const [name, file, library, value, base, ...children] = list;
    const node = {name: texts[name], file: texts[file], library: texts[library], value, base, parent, depth};
    node.children = children.map((child) => build(child, texts, node, depth + 1));
    node.self = node.value - node.children.reduce((sum, child) => sum + child.value, 0);
    return node;
}

// Words

const SCALES = {
    nanoseconds: [[1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']],
    bytes: [[1e9, 'GB'], [1e6, 'MB'], [1e3, 'KB'], [1, 'B']],
    count: [[1, '']]
};

function amount(value) {
    const [divisor, unit] = SCALES[state.view.unit].find(([size]) => Math.abs(value) >= size) ?? [1, SCALES[state.view.unit].at(-1)[1]];
    return `${Number((value / divisor).toPrecision(3))} ${unit}`.trim();
}

const percent = (part, whole) => (whole ? `${(100 * part / whole).toFixed(part / whole < 0.1 ? 2 : 1)}%` : '-');

function words(node) {
    const whole = state.view.root.value;
    const own = `${amount(node.value)} (${percent(node.value, whole)}), ${amount(node.self)} of it itself`;
    if (!state.view.base) return own;
    const change = node.value - node.base;
    return `${own}; ${amount(node.base)} in ${state.view.base}: ${change >= 0 ? '+' : ''}${amount(change)}`;
}

// Colours

/** The module that a function is of, by its file; else its library. */
const moduleOf = (node) => node.file.match(/\/Sources\/([^/]+)\//)?.[1] || node.library || 'unknown';

/** The modules of a view, those first that take most themselves, each with its colour; libraries are paler. */
function modulesOf(root) {
    const sums = new Map(), libraries = new Set();
    const add = (node) => {
        if (node.parent) {
            const name = moduleOf(node);
            sums.set(name, (sums.get(name) ?? 0) + node.self);
            if (name === node.library) libraries.add(name);
        }
        node.children.forEach(add);
    };
    add(root);
    // By the order of names, so that a module looks the same in every view.
    const names = [...sums.keys()].sort();
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name, value]) => ({name, value, color: toneOf(name, names, libraries)}));
}

function toneOf(name, names, libraries) {
    const own = names.filter((each) => !libraries.has(each));
    const among = libraries.has(name) ? names.filter((each) => libraries.has(each)) : own;
    const share = among.indexOf(name) / among.length;
    return libraries.has(name) ? `hsl(${200 + 70 * share} 22% ${74 + 10 * share}%)` : `hsl(${(30 + 360 * share) % 360} 70% 72%)`;
}

/** What there is more of is orange, what less blue; the stronger, the more of the whole the change is. */
function changeColor(node) {
    const change = node.value - node.base;
    const whole = Math.max(state.view.root.value, state.view.root.base, 1);
    const share = Math.min(1, 2 * Math.sqrt(Math.abs(change) / whole));
    return `color-mix(in srgb, ${change >= 0 ? MORE : LESS} ${Math.round(100 * share)}%, ${SAME})`;
}

function colorOf(node) {
    if (!node.parent) return SAME;
    return state.view.base ? changeColor(node) : state.view.colors.get(moduleOf(node));
}

// Drawing

function box(node, left, width) {
    const pixels = width * graph().clientWidth;
    if (pixels < LEAST) return null;
    const classes = [pixels < LEAST_TEXT ? 'narrow' : '', state.zoom.depth > node.depth ? 'above' : ''];
    if (state.pattern?.test(node.name)) classes.push('found');
    if (node === state.current) classes.push('current');
    const element = make('div', {
        id: node === state.current ? 'current' : null,
        class: classes.filter(Boolean).join(' ') || null,
        role: 'treeitem',
        'aria-label': `${node.name}: ${words(node)}`,
        'aria-level': node.depth + 1,
        'aria-selected': node === state.current ? 'true' : 'false',
        title: `${node.name}\n${words(node)}`,
        style: `left:${100 * left}%;width:${100 * width}%;top:${ROW * node.depth}px;background:${colorOf(node)}`,
    }, pixels < LEAST_TEXT ? null : node.name);
    element.node = node;
    return element;
}

function graph() { return document.getElementById('graph'); }

function draw() {
    const elements = [];
    state.shown = [];
    const put = (node, left, width) => {
        const element = box(node, left, width);
        if (!element) return false;
        elements.push(element);
        state.shown.push(node);
        return true;
    };
    for (let node = state.zoom.parent; node; node = node.parent) put(node, 0, 1);
    let deepest = state.zoom.depth;
    const walk = (node, left) => {
        const width = state.zoom.value ? node.value / state.zoom.value : 1;
        if (!put(node, left, width)) return;
        deepest = Math.max(deepest, node.depth);
        let at = left;
        for (const child of node.children) {
            walk(child, at);
            at += state.zoom.value ? child.value / state.zoom.value : 0;
        }
    };
    walk(state.zoom, 0);
    graph().style.height = `${ROW * (deepest + 1)}px`;
    graph().replaceChildren(...elements);
    graph().setAttribute('aria-activedescendant', 'current');
    document.getElementById('back').disabled = state.zoom === state.view.root;
    describe();
}

function describe() {
    const node = state.current ?? state.zoom;
    const detail = document.getElementById('detail');
    const found = state.pattern ? ` ${percent(foundValue(state.view.root), state.view.root.value)} is in what was searched for.` : '';
    detail.replaceChildren(make('b', {}, node.name), ` ${words(node)}.${found}`, make('small', {}, [node.library, node.file].filter(Boolean).join(': ')));
}

/** What is in functions that match; of one within another, the outer. */
function foundValue(node) {
    if (node.parent && state.pattern.test(node.name)) return node.value;
    return node.children.reduce((sum, child) => sum + foundValue(child), 0);
}

// Going around

function choose(node) {
    if (!node) return;
    state.current = node;
    if (!state.shown.includes(node)) state.zoom = node.depth < state.zoom.depth ? node : node.parent ?? node;
    draw();
}

function zoomTo(node) {
    state.zoom = node;
    state.current = node;
    draw();
}

function neighbour(node, step) {
    const among = (node.parent?.children ?? [node]).filter((each) => state.shown.includes(each));
    return among[among.indexOf(node) + step];
}

const KEYS = {
    ArrowUp: (node) => choose(node.parent),
    ArrowDown: (node) => choose([...node.children].sort((a, b) => b.value - a.value).find((child) => state.shown.includes(child))),
    ArrowLeft: (node) => choose(neighbour(node, -1)),
    ArrowRight: (node) => choose(neighbour(node, 1)),
    Home: () => choose(state.view.root),
    Enter: (node) => zoomTo(node),
    Escape: () => zoomTo(state.view.root),
};

function show(view) {
    state.view = view;
    state.zoom = view.root;
    state.current = view.root;
    for (const button of document.querySelectorAll('#controls [data-view]'))
        button.setAttribute('aria-pressed', String(state.views[button.dataset.view] === view));
    const patch = (color, text) => [make('span', {style: `background:${color}`}, text), ' '];
    const whole = view.root.value;
    document.getElementById('legend').replaceChildren(...(
        view.base
            ? [patch(MORE, `more than in ${view.base}`), patch(SAME, 'the same'), patch(LESS, 'less')]
            : view.modules.filter((module) => module.value > whole / 1000).slice(0, 8).map((module) => patch(module.color, `${module.name} ${percent(module.value, whole)}`))
    ).flat());
    draw();
}

function search(text) {
    try {
        state.pattern = text ? new RegExp(text, 'i') : null;
    } catch {
        // Not a regular expression, or not yet: as it stands.
        state.pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    }
    draw();
}

function controls() {
    const views = state.views.map((view, at) => make('button', {
        type: 'button', dataset: {view: at}, 'aria-pressed': 'false', onclick: () => show(view)
    }, view.title));
    const field = make('input', {
        id: 'search', type: 'search', placeholder: 'Search functions (regular expression)', 'aria-label': 'Search functions',
        oninput: (event) => search(event.target.value)
    });
    const back = make('button', {type: 'button', id: 'back', onclick: () => zoomTo(state.view.root)}, 'Show all');
    document.getElementById('controls').append(...views, field, back);
}

function listen() {
    const nodeOf = (event) => event.target.closest('#graph > div')?.node;
    graph().addEventListener('click', (event) => { if (nodeOf(event)) zoomTo(nodeOf(event)); });
    graph().addEventListener('keydown', (event) => {
        const action = KEYS[event.key];
        if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        action(state.current ?? state.zoom);
    });
    document.addEventListener('keydown', (event) => {
        if (event.key !== '/' || event.target.tagName === 'INPUT') return;
        event.preventDefault();
        document.getElementById('search').focus();
    });
    window.addEventListener('resize', afterwards(100, draw));
}

async function start() {
    if (!canUnpack()) throw new Error('this browser is too old to open what is embedded here');
    const data = await unpackJSON('data');
    state.views = data.views.map((view) => {
        const root = build(view.root, data.texts, null, 0);
        const modules = modulesOf(root);
        return {...view, root, modules, colors: new Map(modules.map((module) => [module.name, module.color]))};
    });
    if (state.views.length === 0) throw new Error('nothing was sampled');
    controls();
    listen();
    show(state.views[0]);
    document.documentElement.dataset.ready = 'true';
}

start().catch((error) => document.getElementById('detail').replaceChildren(error.message));
