#!/usr/bin/env python3
"""Looks at a run's page in a headless Chromium: `check.py PAGE.html [--pictures FOLDER]`.

Ends in one line, "N passed, N failed"; exit code 1 if any failed. Without a Chromium it says
"skipped" and ends well.
"""

import argparse
import os
import sys
import tempfile
import time

import browser
import contrast
import many

SIZES = [(1280, 800), (800, 1200)]
SCHEMES = ["light", "dark"]
# A person waits no longer than this for a step or a page (seconds); a loaded machine is slow.
STEP_SECONDS_MAX = 1.0
OPEN_SECONDS_MAX = 15


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}: {detail}")


def state(page):
    return page.run("""({
        slider: Number(byId('slider').value), value: byId('slider').getAttribute('aria-valuetext'),
        panel: byId('event-title').textContent + byId('event').textContent, where: byId('where').textContent,
        active: list.getAttribute('aria-activedescendant'),
        chosen: [...document.querySelectorAll('[role=option][aria-selected=true]')]
            .map((option) => option.id),
        last: Number(byId('slider').max), from: axis.from, to: axis.to,
    })""")


def check_names(page, checks):
    """What a person who hears the page is told."""
    tree = page.tree()
    wanted = [
        ("slider", "Step"), ("listbox", "Events in order of time"), ("button", "Zoom in"),
        ("button", "Zoom out"), ("button", "Fit"), ("button", "Next event"),
        ("button", "Previous event"), ("button", "First event"), ("button", "Last event"),
        ("combobox", "Axis"), ("combobox", "Node"), ("combobox", "Replica shown"),
        ("searchbox", "Search"), ("checkbox", "Polls without news"), ("complementary", "Details"),
        ("toolbar", "View and filters"), ("link", "To the list of events"),
    ]
    found = [(role, name) for role, name, _ in tree]
    for role, name in wanted:
        checks.that(f"a {role} named {name!r}", (role, name) in found, "is not in the tree")
    pictures = [name for role, name in found if role in ("image", "img") and "Space-time" in name]
    checks.that("the diagram has a name", bool(pictures), "no image named Space-time …")
    options = [name for role, name, _ in tree if role == "option" and ":" in name]
    checks.that("events are options with a name", len(options) > 3, f"{len(options)} options")
    checks.that("no role=application", "application" not in [role for role, _ in found])
    nameless = [role for role, name in found
                if role in ("button", "slider", "combobox", "checkbox", "searchbox", "listbox",
                            "option") and not name.strip()]
    checks.that("every control has a name", not nameless, nameless)


def check_keys(page, checks):
    page.run("byId('slider').focus(); moveTo(0)")
    page.settle()
    before = state(page)
    page.press("ArrowRight")
    after = state(page)
    checks.that("the right arrow is one step", after["slider"] == 1, after)
    checks.that("and changes the panel", after["panel"] != before["panel"], after["panel"])
    checks.that("and the slider's text", after["value"] != before["value"], after["value"])
    checks.that("and the list", after["chosen"] == ["row-1"] and after["active"] == "row-1", after)
    page.press("ArrowLeft")
    checks.that("the left arrow is one step back", state(page)["slider"] == 0)
    page.press("End")
    checks.that("End is the last event", state(page)["slider"] == after["last"], state(page))
    page.press("Home")
    checks.that("Home is the first event", state(page)["slider"] == 0)
    page.run("list.focus()")
    page.press("ArrowDown")
    page.press("PageDown")
    now = state(page)
    checks.that("the list has keys too", now["slider"] == min(21, now["last"]), now)
    span = now["to"] - now["from"]
    page.press("+")
    now = state(page)
    checks.that("+ zooms in", now["to"] - now["from"] < span, now)
    page.press("0")
    checks.that("0 fits", state(page)["to"] - state(page)["from"] >= span * .99)
    page.run("byId('search').focus()")
    page.press("+")
    checks.that("a field keeps its keys", page.run("byId('search').value") == "+")
    page.run("byId('search').value = ''; byId('search').dispatchEvent(new Event('input'))")


def check_focus(page, checks):
    """Tab reaches every part, in the order in which they stand, and shows where it is."""
    page.run("document.querySelector('.skip').focus()")
    seen = ["skip"]
    for _ in range(30):
        page.press("Tab")
        where = page.run("""(() => {
            const here = document.activeElement;
            const style = getComputedStyle(here);
            return {id: here.id || here.className || here.localName, body: here === document.body,
                outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
        })()""")
        if where["body"] or where["id"] == seen[0]:
            break
        seen.append(where["id"])
        checks.that(f"focus is seen on {where['id']}", where["outline"], where)
    order = ["zoom-in", "node", "search", "slider", "list", "replica"]
    places = [seen.index(name) if name in seen else -1 for name in order]
    checks.that("Tab's order", -1 not in places and places == sorted(places), seen)


def check_filters(page, checks):
    total = state(page)["last"]
    page.run("byId('node').value = String(replicas[0]);"
             "byId('node').dispatchEvent(new Event('change'))")
    fewer = state(page)["last"]
    checks.that("a node's events are fewer", 0 <= fewer < total, f"{fewer} of {total}")
    wrong = page.run("visible.filter((row) => nodeOf(row) !== replicas[0]"
                     " && otherOf(row) !== D.nodes[replicas[0]].name).length")
    checks.that("and all have to do with it", wrong == 0, wrong)
    page.run("byId('search').value = 'nobody says this';"
             "byId('search').dispatchEvent(new Event('input'))")
    checks.that("nothing is found", "No event matches" in page.run("space.textContent"))
    page.run("byId('search').value = ''; byId('search').dispatchEvent(new Event('input'));"
             "byId('node').value = '-1'; byId('node').dispatchEvent(new Event('change'));"
             "filter.off = new Set(['sent', 'delivered']); refilter(); fit()")
    kinds = page.run("[...new Set(visible.map(kindOf))]")
    checks.that("kinds are left out", not {"sent", "delivered"} & set(kinds), kinds)
    page.run("filter.off = new Set(); refilter(); fit()")
    checks.that("and come back", state(page)["last"] == total)


def check_states(page, checks):
    """The panel's lines are what the changes add up to, forwards and backwards."""
    same = page.run("""(() => {
        const node = replicas.find((node) => statesByNode[node].length > 2) ?? replicas[0];
        const rows = statesByNode[node].map((state) => state.at);
        const forwards = rows.map((row) => replicaByNode.get(node).at(row).lines.join('|'));
        const backwards = rows.slice().reverse()
            .map((row) => new Replica(node).at(row).lines.join('|')).reverse();
        return forwards.every((text, index) => text === backwards[index]);
    })()""")
    checks.that("states do not depend on the way to them", same)


def check_look(page, checks, name):
    for what, ratio, least in contrast.poor(page):
        checks.that(f"contrast in {name}", False, f"{what}: {ratio:.2f} is below {least}")
    checks.that(f"contrast in {name}", True)
    wide = page.run("document.documentElement.scrollWidth - innerWidth")
    checks.that(f"nothing sticks out in {name}", wide <= 0, f"{wide} pixels")
    inked = page.run("""(() => {
        const width = canvas.width, height = canvas.height;
        const found = new Set(new Uint32Array(
            pen.getImageData(0, 0, width, height).data.buffer));
        return found.size;
    })()""")
    checks.that(f"the diagram is drawn in {name}", inked > 20, f"{inked} colours")


def check_page(page, checks, path, title, pictures, slow=1):
    page.errors.clear()
    page.requests.clear()
    for width, height in SIZES:
        for scheme in SCHEMES:
            name = f"{title}-{width}x{height}-{scheme}"
            page.look(width, height, scheme)
            seconds = page.open(path)
            checks.that(f"{name} opens soon", seconds < OPEN_SECONDS_MAX * slow, seconds)
            check_look(page, checks, name)
            if pictures:
                page.picture(os.path.join(pictures, name + ".png"))
    page.look(*SIZES[0], "light", motion="reduce")
    page.open(path)
    moving = page.run("[...document.querySelectorAll('*')].filter((element) => "
                      "getComputedStyle(element).transitionDuration !== '0s').length")
    checks.that(f"{title} keeps still where that is asked for", moving == 0, moving)
    check_names(page, checks)
    check_keys(page, checks)
    check_focus(page, checks)
    check_filters(page, checks)
    check_states(page, checks)
    start = time.monotonic()
    for _ in range(20):
        page.press("ArrowRight")
    step = (time.monotonic() - start) / 20
    checks.that(f"{title}: a step is quick", step < STEP_SECONDS_MAX * slow, f"{step:.2f} s")
    checks.that(f"{title}: no error on the console", not page.errors, page.errors[:3])
    others = [url for url in page.requests if not url.startswith("file://")]
    checks.that(f"{title}: no request to anywhere", not others, others[:3])


def check_hostile(page, checks, path):
    """Text of a run stays text, whatever it says."""
    page.errors.clear()
    page.requests.clear()
    page.open(path)
    page.run("for (let place = 0; place < visible.length && place < 200; place++) moveTo(place)")
    page.settle()
    found = page.run("document.querySelectorAll('img, iframe, b, main script').length")
    checks.that("no text becomes an element", found == 0, f"{found} elements")
    shown = page.run("document.body.textContent.includes('<img src=x')")
    checks.that("a hostile text is shown as it is", shown)
    checks.that("and does nothing", not page.errors, page.errors[:3])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page")
    parser.add_argument("--pictures", help="a folder for pictures of the page")
    options = parser.parse_args()
    path = browser.find()
    if not path:
        print("report-check: skipped, there is no chromium")
        return 0
    if options.pictures:
        os.makedirs(options.pictures, exist_ok=True)
    checks = Checks()
    with browser.Browser(path) as page, tempfile.TemporaryDirectory() as folder:
        check_page(page, checks, options.page, "run", options.pictures)
        for title, replicas, events in [("three", 3, 400), ("fifty", 50, 50_000)]:
            made = os.path.join(folder, title + ".html")
            many.write(options.page, made, replicas, events)
            check_page(page, checks, made, title, options.pictures, slow=2)
        check_hostile(page, checks, os.path.join(folder, "three.html"))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
