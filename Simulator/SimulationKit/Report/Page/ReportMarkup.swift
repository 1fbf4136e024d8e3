/// The page before its script fills it.
enum ReportMarkup {
    static let body = #"""
        <a class="skip" href="#list">To the list of events</a>
        <header>
        <h1 id="title"></h1>
        <span class="verdict" id="verdict"></span>
        <span class="facts" id="facts"></span>
        <details><summary>Configuration</summary><pre id="configuration"></pre></details>
        <p class="broken" id="broken" hidden></p>
        </header>
        <div class="tools" role="toolbar" aria-label="View and filters">
        <div class="group">
        <button type="button" id="earlier" aria-label="Earlier">◀</button>
        <button type="button" id="later" aria-label="Later">▶</button>
        <button type="button" id="zoom-out" aria-label="Zoom out">−</button>
        <button type="button" id="zoom-in" aria-label="Zoom in">+</button>
        <button type="button" id="fit">Fit</button>
        </div>
        <label>Axis
        <select id="axis"><option value="even">idle time shortened</option>
        <option value="true">true to scale</option></select></label>
        <label>Node <select id="node"></select></label>
        <label>Search <input type="search" id="search" placeholder="text of events"></label>
        <label><input type="checkbox" id="quiet"> Polls without news</label>
        <details class="kinds" id="kinds"><summary>Kinds and symbols</summary>
        <fieldset><legend>Shown kinds</legend></fieldset></details>
        </div>
        <main>
        <section class="diagram" aria-label="Space-time diagram">
        <div class="scroller" id="scroller"><canvas id="canvas" role="img"></canvas>
        <div id="height"></div></div>
        <div class="tip" id="tip" hidden></div>
        </section>
        <div class="cursor">
        <button type="button" id="first" aria-label="First event">«</button>
        <button type="button" id="previous" aria-label="Previous event">‹</button>
        <input type="range" id="slider" aria-label="Step" min="0" value="0" step="1">
        <button type="button" id="next" aria-label="Next event">›</button>
        <button type="button" id="last" aria-label="Last event">»</button>
        <output id="where" for="slider"></output>
        </div>
        <section class="events" aria-label="Events">
        <div class="head"><h2>Events</h2><span id="count" role="status"></span></div>
        <div class="list" id="list" role="listbox" tabindex="0"
        aria-label="Events in order of time">
        <div class="space" id="space" role="presentation"></div></div>
        </section>
        <aside class="panel" id="panel" aria-label="Details">
        <section aria-labelledby="event-title">
        <div class="title"><h2 id="event-title">Event</h2></div>
        <div id="event"></div></section>
        <section aria-labelledby="replica-title">
        <div class="title"><h2 id="replica-title">Replica</h2>
        <select id="replica" aria-label="Replica shown"></select></div>
        <div id="state"></div></section>
        <section aria-labelledby="conflict-title"><div class="title">
        <h2 id="conflict-title">Values in conflict</h2></div><div id="conflicts"></div></section>
        <section aria-labelledby="key-title"><div class="title"><h2 id="key-title">Keys</h2></div>
        <p class="keys"><kbd>←</kbd> <kbd>→</kbd> event by event, <kbd>Home</kbd> <kbd>End</kbd>
        first and last, <kbd>Page ↑</kbd> <kbd>Page ↓</kbd> by twenty,
        <kbd>+</kbd> <kbd>−</kbd> zoom, <kbd>0</kbd> fit, <kbd>c</kbd> next conflict,
        <kbd>v</kbd> violation, <kbd>/</kbd> search</p>
        </section>
        </aside>
        </main>
        <noscript><p>This page shows its run by a script.</p></noscript>

        """#
}
