// What is embedded in the page, as bytes again.

/** Whether this browser can: DecompressionStream came with Chrome 80, Firefox 113 and Safari 16.4. */
const canUnpack = () => typeof DecompressionStream === 'function';

function bytesOf(base64) {
    if (typeof Uint8Array.fromBase64 === 'function') return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    return bytes;
}

/** The decompressed content of the <script> with that id, as a Response; `format` is 'gzip' or 'deflate' (zlib). */
function unpack(id, format) {
    const script = document.getElementById(id);
    if (!script) throw new Error(`this file has no part '${id}': write the report again`);
    const bytes = bytesOf(script.textContent.trim());
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)));
}

async function unpackJSON(id) {
    try {
        return await unpack(id, 'deflate').json();
    } catch (error) {
        throw new Error(`the part '${id}' of this file cannot be read (${error.message}): write the report again`);
    }
}

let plotly = null;

/** plotly.js, unpacked and run the first time that it is asked for. */
function loadPlotly() {
    plotly ??= (async () => {
        const code = await unpack('plotly', 'gzip').blob();
        const address = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
        try {
            await new Promise((done, failed) => {
                document.head.append(make('script', {
                    src: address,
                    onload: done,
                    onerror: () => failed(new Error('plotly.js, which draws the charts, could not be run')),
                }));
            });
        } finally {
            URL.revokeObjectURL(address);
        }
        return window.Plotly;
    })();
    return plotly;
}
