/// The cursor, keys, filters, and the start.
extension ReportScript {
    static let main = #"""
        // MARK: The cursor

        const slider = byId('slider');
        let isPanelDue = false;

        function moveTo(place) {
          cursor.place = Math.max(0, Math.min(place, visible.length - 1));
          const row = visible[cursor.place];
          if (row !== undefined) cursor.row = row;
          slider.value = String(cursor.place);
          const words = row === undefined ? 'no event'
            : timeText(D.times[row]) + ' ' + D.nodes[nodeOf(row)].name + ' ' + titleOf(kindOf(row));
          slider.setAttribute('aria-valuetext', words);
          byId('where').textContent = row === undefined ? 'no event'
            : timeText(D.times[row]) + '  ·  ' + (cursor.place + 1) + '/' + visible.length;
          for (const id of ['first', 'previous']) byId(id).disabled = cursor.place <= 0;
          for (const id of ['next', 'last']) byId(id).disabled = cursor.place >= visible.length - 1;
          showInList();
          reveal();
          showLane();
          drawSoon();
          if (isPanelDue) return;
          // Many steps within a frame are one change of the panel.
          isPanelDue = true;
          requestAnimationFrame(() => { isPanelDue = false; showPanel(); });
        }

        // To a row, even if the filter hides it: then what hides it is switched off.
        function goToRow(row) {
          if (!passes(row)) {
            filter.off.delete(kindOf(row));
            filter.node = -1;
            filter.text = '';
            if (quietRows.has(row)) filter.showsQuiet = true;
            showFilter();
            refilter();
          }
          moveTo(placeOf(row));
        }

        function showLane() {
          const row = visible[cursor.place];
          if (row === undefined) return;
          const y = yOf(nodeOf(row));
          if (y < plot.head + plot.lane / 2) scroller.scrollTop -= plot.head + plot.lane - y;
          if (y > plot.height - plot.lane / 2) scroller.scrollTop += y - plot.height + plot.lane;
        }

        function nextOf(kind) {
          const wanted = (place) => kindOf(visible[place]) === kind;
          for (let step = 1; step <= visible.length; step++) {
            const place = (cursor.place + step) % visible.length;
            if (wanted(place)) return moveTo(place);
          }
        }

        const last = () => visible.length - 1;
        const keyActions = {
          ArrowRight: () => moveTo(cursor.place + 1), ArrowLeft: () => moveTo(cursor.place - 1),
          ArrowDown: () => moveTo(cursor.place + 1), ArrowUp: () => moveTo(cursor.place - 1),
          PageDown: () => moveTo(cursor.place + 20), PageUp: () => moveTo(cursor.place - 20),
          Home: () => moveTo(0), End: () => moveTo(last()),
          '+': () => zoom(.6), '=': () => zoom(.6),
          '-': () => zoom(1 / .6), '−': () => zoom(1 / .6),
          '0': fit, c: () => nextOf('conflict'), v: () => nextOf('violation'),
          '/': () => byId('search').focus(),
        };

        document.addEventListener('keydown', (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === 'Escape') byId('kinds').open = false;
          // Fields and buttons keep their own keys; so does the panel, which scrolls.
          const here = event.target;
          const isOurs = here === document.body || here === slider || here === list
            || scroller.contains(here);
          const action = keyActions[event.key];
          if (!isOurs || !action) return;
          event.preventDefault();
          action();
        });
        slider.addEventListener('input', () => moveTo(Number(slider.value)));
        list.addEventListener('scroll', fillList);

        const press = (id, action) => byId(id).addEventListener('click', action);
        press('first', () => moveTo(0));
        press('previous', () => moveTo(cursor.place - 1));
        press('next', () => moveTo(cursor.place + 1));
        press('last', () => moveTo(last()));
        press('zoom-in', () => zoom(.6));
        press('zoom-out', () => zoom(1 / .6));
        press('fit', fit);
        press('earlier', () => pan(-.4));
        press('later', () => pan(.4));

        // MARK: Pointer

        function hitAt(event) {
          const box = canvas.getBoundingClientRect();
          const x = event.clientX - box.left, y = event.clientY - box.top;
          let best = null, least = 14;
          for (const [hx, hy, row] of hits) {
            const distance = Math.hypot(hx - x, hy - y);
            if (distance <= least) { least = distance; best = row; }
          }
          return {x, y, row: best};
        }

        let drag = null;
        canvas.addEventListener('pointerdown', (event) => {
          drag = {x: event.clientX, from: axis.from, to: axis.to, hasMoved: false};
        });
        canvas.addEventListener('pointermove', (event) => {
          if (drag && event.buttons) {
            const by = (drag.x - event.clientX) / scaleX();
            if (Math.abs(drag.x - event.clientX) > 4) drag.hasMoved = true;
            if (drag.hasMoved) setView(drag.from + by, drag.to + by);
            return;
          }
          const {x, y, row} = hitAt(event);
          const tip = byId('tip');
          tip.hidden = row === null;
          if (row === null) return;
          tip.textContent = timeText(D.times[row]) + ' ' + D.nodes[nodeOf(row)].name + ' – '
            + titleOf(kindOf(row)) + ': ' + wordsOf(row);
          tip.style.left = Math.min(x + 14, Math.max(0, plot.width - 350)) + 'px';
          tip.style.top = Math.min(y + 14, plot.height - 60) + 'px';
        });
        canvas.addEventListener('pointerleave', () => { byId('tip').hidden = true; });
        canvas.addEventListener('click', (event) => {
          if (drag && drag.hasMoved) return;
          const {x, row} = hitAt(event);
          if (row !== null) return goToRow(row);
          const place = placeIndex(placeAt(x));
          if (visible.length) moveTo(Math.min(place, last()));
        });
        canvas.addEventListener('dblclick', (event) => {
          zoom(.35, placeAt(event.clientX - canvas.getBoundingClientRect().left));
        });
        scroller.addEventListener('wheel', (event) => {
          const x = event.clientX - canvas.getBoundingClientRect().left;
          if (event.ctrlKey || event.metaKey) {
            event.preventDefault();
            zoom(Math.exp(event.deltaY * .004), placeAt(x));
          } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
            event.preventDefault();
            pan((event.deltaX || event.deltaY) / plot.width);
          }
        }, {passive: false});
        scroller.addEventListener('scroll', drawSoon);

        // MARK: Filters

        function refilter() {
          applyFilter();
          layOut();
          slider.max = String(Math.max(0, last()));
          cursor.place = placeOf(cursor.row);
          layOutList();
          setView(axis.from, axis.to);
          moveTo(cursor.place);
        }

        function showFilter() {
          byId('node').value = String(filter.node);
          byId('search').value = filter.text;
          byId('quiet').checked = filter.showsQuiet;
          for (const box of byId('kinds').querySelectorAll('input')) {
            box.checked = !filter.off.has(box.value);
          }
        }

        function buildFilters() {
          const node = byId('node');
          node.append(new Option('all', '-1'));
          D.nodes.forEach(({name}, number) => node.append(new Option(name, String(number))));
          node.addEventListener('change', () => {
            filter.node = Number(node.value);
            refilter();
            fit();
          });
          byId('search').addEventListener('input', (event) => {
            filter.text = event.target.value.trim().toLowerCase();
            refilter();
            fit();
          });
          byId('quiet').addEventListener('change', (event) => {
            filter.showsQuiet = event.target.checked;
            refilter();
            fit();
          });
          byId('axis').addEventListener('change', (event) => {
            axis.mode = event.target.value;
            layOut();
            fit();
          });
          buildKinds();
        }

        function buildKinds() {
          const counts = new Map();
          for (let row = 0; row < count; row++) {
            counts.set(kindOf(row), (counts.get(kindOf(row)) || 0) + 1);
          }
          const box = byId('kinds').querySelector('fieldset');
          for (const kind of Object.keys(kinds)) {
            if (!counts.has(kind)) continue;
            const label = element('label', 'chip');
            const input = element('input');
            input.type = 'checkbox';
            input.value = kind;
            input.checked = true;
            input.addEventListener('change', () => {
              if (input.checked) filter.off.delete(kind); else filter.off.add(kind);
              refilter();
              fit();
            });
            label.append(input, markOf(kind), element('span', '', titleOf(kind)),
              element('span', 'count', counts.get(kind).toLocaleString('en')));
            box.append(label);
          }
          const both = element('div', 'both');
          const button = (text, isOff) => {
            const made = element('button', '', text);
            made.type = 'button';
            made.addEventListener('click', () => {
              filter.off = new Set(Object.keys(kinds).filter(isOff));
              showFilter();
              refilter();
              fit();
            });
            both.append(made);
          };
          button('All', () => false);
          button('Without messages', (kind) => ['sent', 'delivered'].includes(kind));
          box.append(both);
        }

        // MARK: Start

        function start() {
          byId('title').textContent = D.title;
          const verdict = byId('verdict');
          verdict.textContent = D.isGood ? '✓ holds' : '✗ fails';
          verdict.className = 'verdict ' + (D.isGood ? 'good' : 'bad');
          byId('facts').textContent = replicas.length + ' replicas · ' + spanText(D.end) + ' · '
            + count.toLocaleString('en') + ' events' + (D.isGood && D.summary.length
              ? ' · ' + D.summary.join('; ') : '');
          byId('broken').hidden = D.isGood;
          if (!D.isGood) byId('broken').textContent = D.summary.join('; ');
          byId('configuration').textContent = D.configuration.join('\n');
          canvas.setAttribute('aria-label', 'Space-time diagram of ' + replicas.length
            + ' replicas over ' + spanText(D.end)
            + '. The list of events below says the same in words.');
          const tall = 34 + D.nodes.length * 40;
          byId('canvas').closest('main').style.setProperty('--diagram', 'min(52%, ' + tall + 'px)');
          byId('canvas').closest('main').style.setProperty('--diagram-px', tall + 'px');
          readColours();
          buildFilters();
          choices();
          refilter();
          measure();
          fit();
          const broken = visible.findIndex((row) => kindOf(row) === 'violation');
          moveTo(broken >= 0 ? broken : 0);
          new ResizeObserver(measure).observe(scroller);
          matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
            readColours();
            drawSoon();
          });
        }
        start();

        """#
}
