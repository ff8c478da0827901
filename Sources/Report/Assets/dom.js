// Elements, made without markup: what comes from a run's files is only ever text.
'use strict';

const SVG = 'http://www.w3.org/2000/svg';

/** Sets attributes, `on…` listeners and `dataset` entries of an element, and appends children; null is left out. */
function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on'))
            element.addEventListener(name.slice(2), value);
        else if (name === 'dataset')
            Object.assign(element.dataset, value);
        else
            element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
}

/** An HTML element: `make('a', {href}, 'text', child)`. */
function make(tag, attributes, ...children) { return fill(document.createElement(tag), attributes, children); }

/** An SVG element. */
function makeSVG(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A function that runs once the calls to it have stopped for so many milliseconds. */
function afterwards(milliseconds, action) {
    let timer = 0;
    return (...values) => {
        clearTimeout(timer);
        timer = setTimeout(() => action(...values), milliseconds);
    };
}

/** A number that grows, for ids. */
let lastID = 0;
function freshID(prefix) {
    lastID += 1;
    return `${prefix}-${lastID}`;
}

/** A table that scrolls within itself; each row is a list of cells: text, elements, or {n: figure}. */
function makeTable(label, heads, rows) {
    const cell = (tag, content, scope) => {
        const isNumber = content !== null && typeof content === 'object' && 'n' in content;
        return make(tag, {class: isNumber ? 'n' : null, scope}, isNumber ? content.n : content);
    };
    return make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label},
        make('table', {}, make('thead', {}, make('tr', {}, heads.map((head) => cell('th', head, 'col')))),
            make('tbody', {},
                rows.map(
                    (row) => make('tr', {},
                        row.map((content, at) => cell(at === 0 ? 'th' : 'td', content, at === 0 ? 'row' : null)))))));
}
