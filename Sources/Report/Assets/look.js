// How things look in the charts: paper and ink by day, by night and in print; a strategy's colour, symbol and dash.
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const LOOKS = {
    light: {
        isDark: false,
        paper: '#ffffff',
        ink: '#1f2328',
        faint: '#59636e',
        grid: '#e4e7eb',
        shade: '#f3f5f7',
        line: '#8c959f',
        reference: '#6e7781',
    },
    dark: {
        isDark: true,
        paper: '#161b22',
        ink: '#e6edf3',
        faint: '#9da7b1',
        grid: '#2b323b',
        shade: '#1f2630',
        line: '#6e7681',
        reference: '#8b949e',
    },
};
// Where deliveries can go, in the order of a bar; a colour and a pattern each, so that either tells them apart.
const ACCOUNTS = [
    {name: 'deliveries', label: 'delivered', color: '#9fb9d0', darkColor: '#56728c', pattern: ''},
    {name: 'drops_timed_out', label: 'dropped: timed out', color: '#d55e00', pattern: '/'},
    {name: 'drops_rejected_newest', label: 'dropped: newest rejected', color: '#e69f00', pattern: '\\'},
    {name: 'drops_evicted_oldest', label: 'dropped: oldest evicted', color: '#cc79a7', pattern: 'x'},
    {name: 'drops_closed', label: 'dropped: closed', color: '#a3306a', pattern: '.'},
    {name: 'depth_left', label: 'left in buffers', color: '#56b4e9', pattern: '-'},
    {name: 'pending', label: 'pending', color: '#4d4d4d', darkColor: '#a8a8a8', pattern: ''},
    {name: 'unpublished', label: 'never published', color: '#ffffff', darkColor: '#161b22', pattern: '/'},
];
const DROPS = ACCOUNTS.map((account) => account.name).filter((name) => name.startsWith('drops_'));
const CLASSES = ['fast', 'slow'];

/** The colour of a strategy or an account on this paper. */
const colorOf = (thing, look) => (look.isDark && thing.darkColor ? thing.darkColor : thing.color);

// The outlines of plotly's symbols, for a radius of 1, as the legend draws them.
const polygon = (count, turn, inner) => Array.from({length: inner ? count * 2 : count}, (_, at) => {
    const angle = turn + (at * 2 * Math.PI) / (inner ? count * 2 : count);
    const radius = inner && at % 2 === 1 ? inner : 1;
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
});
const OUTLINES = {
    square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    'triangle-up': polygon(3, 0),
    'triangle-down': polygon(3, Math.PI),
    'triangle-left': polygon(3, -Math.PI / 2),
    'triangle-right': polygon(3, Math.PI / 2),
    diamond: polygon(4, 0),
    'diamond-tall': polygon(4, 0).map(([x, y]) => [x * 0.6, y]),
    pentagon: polygon(5, 0),
    hexagon: polygon(6, Math.PI / 6),
    star: polygon(5, 0, 0.42),
    cross: [
        [-1, -0.4], [-0.4, -0.4], [-0.4, -1], [0.4, -1], [0.4, -0.4], [1, -0.4], [1, 0.4], [0.4, 0.4], [0.4, 1],
        [-0.4, 1], [-0.4, 0.4], [-1, 0.4]
    ],
};
const DASHES = {
    solid: null,
    dash: '5 2',
    dashdot: '6 2 1.5 2',
    dot: '1.5 1.8'
};

/** A strategy's line and symbol, as a small picture; its colours follow the page's. */
function swatch(strategy) {
    const outline = OUTLINES[strategy.symbol];
    return makeSVG('svg', {
        class: 'swatch',
        viewBox: '0 0 26 12',
        width: 26,
        height: 12,
        'aria-hidden': 'true',
        style: `--light:${strategy.color};--dark:${strategy.darkColor ?? strategy.color}`
    },
        makeSVG('line', {x1: 1, y1: 6, x2: 25, y2: 6, 'stroke-dasharray': DASHES[strategy.dash] ?? null}),
        outline ? makeSVG('polygon', {points: outline.map(([x, y]) => `${13 + x * 5},${6 + y * 5}`).join(' ')})
                : makeSVG('circle', {cx: 13, cy: 6, r: 4.3}));
}

/** The same of an account: its colour and pattern. */
function accountSwatch(account) {
    const strokes = {
        '/': 'M-1 5L5 -1M-1 9L9 -1M3 9L9 3',
        '\\': 'M-1 3L5 9M-1 -1L9 9M3 -1L9 5',
        x: 'M0 0L8 8M8 0L0 8',
        '-': 'M0 4H8',
        '.': 'M3 3h2v2h-2z'
    };
    const strokesOf = strokes[account.pattern];
    return makeSVG('svg', {
        class: 'swatch account',
        viewBox: '0 0 8 8',
        width: 11,
        height: 11,
        'aria-hidden': 'true',
        style: `--light:${account.color};--dark:${account.darkColor ?? account.color}`
    },
        makeSVG('rect', {width: 8, height: 8}), strokesOf ? makeSVG('path', {d: strokesOf}) : null);
}
