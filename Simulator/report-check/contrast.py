"""Contrast of texts against what lies behind them, and of the diagram's colours."""

# WCAG 2.2: 1.4.3 for text, 1.4.11 for what is no text.
TEXT_MIN = 4.5
MARK_MIN = 3.0

SCRIPT = """(() => {
    const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const channels = (colour) => {
        probe.clearRect(0, 0, 1, 1);
        probe.fillStyle = colour;
        probe.fillRect(0, 0, 1, 1);
        return [...probe.getImageData(0, 0, 1, 1).data];
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.slice(0, 3).map((value) => {
            const share = value / 255;
            return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
        });
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const ratio = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + .05) / (low + .05);
    };
    const ground = (element) => {
        for (let here = element; here; here = here.parentElement) {
            const colour = channels(getComputedStyle(here).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255, 255];
    };
    const found = [];
    const note = (what, a, b, least) => {
        const value = ratio(a, b);
        if (value < least) found.push([what, value, least]);
    };
    document.querySelectorAll('details').forEach((details) => { details.open = true; });
    for (const element of document.querySelectorAll('body *')) {
        const isText = [...element.childNodes].some(
            (child) => child.nodeType === 3 && child.data.trim());
        const box = element.getBoundingClientRect();
        if (!isText || !box.width || ['SCRIPT', 'NOSCRIPT', 'STYLE'].includes(element.tagName)) {
            continue;
        }
        const style = getComputedStyle(element);
        note(element.tagName + '.' + element.className + ' ' + element.textContent.slice(0, 20),
            channels(style.color), ground(element), TEXT);
    }
    document.querySelectorAll('details').forEach((details) => { details.open = false; });
    for (const text of ['ink', 'muted', 'danger', 'good']) {
        for (const behind of ['surface', 'paper', 'stripe']) {
            note('text of the diagram: ' + text + ' on ' + behind,
                channels(colours[text]), channels(colours[behind]), TEXT);
        }
    }
    for (const mark of Object.values(kinds).map((kind) => kind[1]).concat('wire', 'edge')) {
        for (const behind of ['surface', 'stripe']) {
            note('mark of the diagram: ' + mark + ' on ' + behind,
                channels(colours[mark]), channels(colours[behind]), MARK);
        }
    }
    return found;
})()"""


def poor(page):
    """(what, ratio, least) for all that is too faint."""
    script = SCRIPT.replace("TEXT)", f"{TEXT_MIN})").replace("MARK)", f"{MARK_MIN})")
    return page.run(script)
