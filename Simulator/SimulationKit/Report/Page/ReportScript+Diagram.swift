/// Draws the space-time diagram.
extension ReportScript {
    static let diagram = #"""
        const canvas = byId('canvas');
        const scroller = byId('scroller');
        const pen = canvas.getContext('2d');
        const plot = {width: 0, height: 0, lane: 30, gutter: 90, head: 26};
        let hits = [];
        let isDrawing = false;
        // The event that everything is shown at: its place among the visible rows, and its row.
        const cursor = {place: 0, row: 0};

        function drawSoon() {
          if (isDrawing) return;
          isDrawing = true;
          requestAnimationFrame(() => { isDrawing = false; draw(); });
        }

        function measure() {
          ratio = window.devicePixelRatio || 1;
          plot.width = scroller.clientWidth;
          plot.height = scroller.clientHeight;
          const room = plot.height - plot.head - 8;
          plot.lane = Math.max(24, Math.min(64, Math.floor(room / D.nodes.length)));
          const full = plot.head + plot.lane * D.nodes.length + 8;
          canvas.width = Math.round(plot.width * ratio);
          canvas.height = Math.round(plot.height * ratio);
          canvas.style.width = plot.width + 'px';
          canvas.style.height = plot.height + 'px';
          byId('height').style.height = Math.max(0, full - plot.height) + 'px';
          pen.font = fontOf(600, 13);
          const widest = Math.max(...D.nodes.map((node) => pen.measureText(node.name).width));
          plot.gutter = Math.min(140, Math.max(64, Math.ceil(widest) + 28));
          patterns.clear();
          drawSoon();
        }

        const fontOf = (weight, size) =>
          weight + ' ' + size + 'px ' + getComputedStyle(document.body).fontFamily;
        const scaleX = () => (plot.width - plot.gutter) / (axis.to - axis.from);
        const xOf = (place) => plot.gutter + (place - axis.from) * scaleX();
        const placeAt = (x) => axis.from + (x - plot.gutter) / scaleX();
        const yOf = (node) => plot.head + plot.lane * (node + .5) - scroller.scrollTop;

        function draw() {
          pen.setTransform(ratio, 0, 0, ratio, 0, 0);
          pen.fillStyle = colours.surface;
          pen.fillRect(0, 0, plot.width, plot.height);
          hits = [];
          drawLanes();
          drawSpans();
          drawGrid();
          const range = [placeIndex(axis.from), placeIndex(axis.to) + 1];
          drawMessages(range);
          drawCursorLine();
          drawSymbols(range);
          drawSpanLabels();
          drawCursor();
          drawNames();
          drawHead();
        }

        // The first visible row at or after a place on the axis.
        function placeIndex(place) {
          let low = 0, high = axis.places.length;
          while (low < high) {
            const middle = (low + high) >> 1;
            if (axis.places[middle] < place) low = middle + 1; else high = middle;
          }
          return low;
        }

        function line(x1, y1, x2, y2) {
          pen.beginPath();
          pen.moveTo(x1, y1);
          pen.lineTo(x2, y2);
          pen.stroke();
        }

        function drawLanes() {
          D.nodes.forEach((node, number) => {
            const y = yOf(number);
            if (y < -plot.lane || y > plot.height + plot.lane) return;
            if (number % 2) {
              pen.fillStyle = colours.stripe;
              pen.fillRect(0, y - plot.lane / 2, plot.width, plot.lane);
            }
            pen.strokeStyle = colours.lane;
            pen.lineWidth = node.role === 'replica' ? 1.5 : 3;
            line(plot.gutter, y, plot.width, y);
          });
        }

        const sideKinds = new Set(['clock', 'full', 'lie']);

        let spanLabels = [];
        function drawSpans() {
          spanLabels = [];
          for (const span of D.spans) {
            const left = Math.max(plot.gutter, xOf(placeOfTime(span.from)));
            const right = Math.min(plot.width, xOf(placeOfTime(span.to)));
            const y = yOf(span.node);
            if (right <= plot.gutter || left >= plot.width || y < -plot.lane) continue;
            const isSide = sideKinds.has(span.kind);
            const tall = isSide ? Math.min(9, plot.lane * .24) : plot.lane * .8;
            const top = isSide ? y + plot.lane / 2 - tall : y - tall / 2;
            const wide = Math.max(2, right - left);
            pen.fillStyle = patternOf(pen, span.kind);
            pen.fillRect(left, top, wide, tall);
            pen.strokeStyle = colours[hatches[span.kind][0]];
            pen.lineWidth = 1;
            pen.strokeRect(left + .5, top + .5, wide - 1, tall - 1);
            spanLabels.push([span, left, right, y]);
          }
        }

        // On top of symbols and arrows, side by side where spans overlap.
        function drawSpanLabels() {
          const free = new Map();
          for (const [span, left, right, y] of spanLabels) {
            const start = Math.max(left + 3, free.get(span.node) ?? 0);
            if (right - start < 30 || plot.lane < 30) continue;
            const wide = label(span.text, start, y + plot.lane / 2 - 1.5, right - start - 4, 10,
              colours.ink, true);
            if (wide) free.set(span.node, start + wide + 8);
          }
        }

        // A text cut to a width; with a ground of its own where lines run below it.
        function label(text, x, y, width, size, colour, hasGround) {
          pen.font = fontOf(500, size);
          let shown = text;
          if (pen.measureText(shown).width > width) {
            let length = Math.floor(shown.length * width / pen.measureText(shown).width);
            const cut = () => shown.slice(0, length) + '…';
            while (length > 1 && pen.measureText(cut()).width > width) length--;
            if (length < 3) return 0;
            shown = cut();
          }
          const wide = pen.measureText(shown).width;
          if (hasGround) {
            pen.globalAlpha = .88;
            pen.fillStyle = colours.surface;
            pen.fillRect(x - 2, y - size + 1, wide + 4, size + 2);
            pen.globalAlpha = 1;
          }
          pen.fillStyle = colour;
          pen.fillText(shown, x, y);
          return wide;
        }

        let ticks = [];
        function drawGrid() {
          ticks = marks(plot.width - plot.gutter, 112);
          pen.strokeStyle = colours.rule;
          pen.lineWidth = 1;
          for (const [place] of ticks) {
            const x = Math.round(xOf(place)) + .5;
            line(x, plot.head, x, plot.height);
          }
          if (D.calm === undefined || D.calm === null) return;
          const x = Math.round(xOf(placeOfTime(D.calm))) + .5;
          pen.strokeStyle = colours.good;
          pen.setLineDash([5, 4]);
          line(x, plot.head, x, plot.height);
          pen.setLineDash([]);
          if (x > plot.gutter - 2) label('calm', x + 4, plot.head + 11, 60, 11, colours.good, true);
        }

        // MARK: Messages

        function pointOf(row) {
          const place = placeByRow(row);
          return [xOf(place), yOf(nodeOf(row))];
        }

        // Rows that the filter hides stand where their time is.
        function placeByRow(row) {
          const index = placeOf(row);
          return visible[index] === row ? axis.places[index] : placeOfTime(D.times[row]);
        }

        function drawMessages([first, last]) {
          const drawn = new Set();
          // A message that spans the whole view has no end in it: look a little further.
          const from = Math.max(0, first - 400), to = Math.min(visible.length, last + 400);
          const heads = last - first < 1200;
          // A wall of arrows hides what they lead to.
          pen.globalAlpha = Math.max(.015, Math.min(1, 500 / (last - first + 1)));
          const chosen = D.messages[visible[cursor.place]] || 0;
          for (let index = from; index < to; index++) {
            const number = D.messages[visible[index]];
            if (!number || drawn.has(number) || number === chosen) continue;
            drawn.add(number);
            drawMessage(number, heads, false);
          }
          pen.globalAlpha = 1;
          if (chosen) drawMessage(chosen, true, true);
        }

        function drawMessage(number, hasHead, isChosen) {
          const end = ends.get(number);
          if (end.sent < 0) return;
          const [x1, y1] = pointOf(end.sent);
          const target = nodeNumber.get(otherOf(end.sent));
          pen.strokeStyle = isChosen ? colours.accent
            : quietRows.has(end.sent) ? colours['wire-quiet'] : colours.wire;
          pen.lineWidth = isChosen ? 2.5 : 1;
          if (end.arrived >= 0) {
            const [x2, y2] = pointOf(end.arrived);
            line(x1, y1, x2, y2);
            if (hasHead) arrowHead(x1, y1, x2, y2, isChosen ? 9 : 6);
            return;
          }
          if (target === undefined) return;
          const y2 = y1 + (yOf(target) - y1) * .5;
          const x2 = x1 + Math.max(8, Math.min(26, Math.abs(y2 - y1) * .4));
          pen.setLineDash([4, 3]);
          line(x1, y1, x2, y2);
          pen.setLineDash([]);
          if (end.lost < 0) return;
          const alpha = pen.globalAlpha;
          pen.globalAlpha = 1;
          pen.strokeStyle = colours.danger;
          pen.lineWidth = isChosen ? 3 : 1.8;
          const arm = isChosen ? 6 : 4;
          line(x2 - arm, y2 - arm, x2 + arm, y2 + arm);
          line(x2 - arm, y2 + arm, x2 + arm, y2 - arm);
          pen.globalAlpha = alpha;
          hits.push([x2, y2, end.lost]);
        }

        function arrowHead(x1, y1, x2, y2, size) {
          const angle = Math.atan2(y2 - y1, x2 - x1);
          pen.fillStyle = pen.strokeStyle;
          pen.beginPath();
          pen.moveTo(x2, y2);
          for (const turn of [2.7, -2.7]) {
            pen.lineTo(x2 + Math.cos(angle + turn) * size, y2 + Math.sin(angle + turn) * size);
          }
          pen.fill();
        }

        // MARK: Symbols

        // Later ones lie on top: what matters most is drawn last.
        const weights = ['sent', 'delivered', 'merged', 'notice', 'other', 'started', 'ended',
          'command', 'recorded', 'expect', 'network', 'clock', 'disk', 'refused', 'adversary',
          'lost', 'crashed', 'conflict', 'violation'];
        const weightOf = Object.fromEntries(weights.map((kind, weight) => [kind, weight]));
        const labelled = new Set(['command', 'recorded', 'refused', 'network', 'clock', 'disk',
          'notice', 'adversary', 'expect', 'conflict', 'violation']);

        function drawSymbols([first, last]) {
          const marks = [];
          const taken = new Map();
          const spacing = Math.min(16, plot.lane * .5) * .8;
          for (let index = first; index < last && index < visible.length; index++) {
            const row = visible[index], kind = kindOf(row), node = nodeOf(row);
            const x = xOf(axis.places[index]), y = yOf(node);
            if (kind === 'lost' || y < -20 || y > plot.height + 20) continue;
            // Of one kind on one line, those that would cover each other count once.
            const key = node * 32 + D.eventKinds[row];
            const before = taken.get(key);
            const least = kind === 'sent' || kind === 'delivered' ? 3 : spacing;
            if (before !== undefined && x - before < least && index !== cursor.place) continue;
            taken.set(key, x);
            marks.push([x, y, row, kind, node]);
          }
          drawLabels(marks);
          marks.sort((a, b) => weightOf[a[3]] - weightOf[b[3]]);
          for (const [x, y, row, kind] of marks) drawSymbol(x, y, row, kind);
        }

        function drawSymbol(x, y, row, kind) {
          hits.push([x, y, row]);
          if (kind === 'sent' || kind === 'delivered') {
            pen.fillStyle = colours.wire;
            pen.beginPath();
            pen.arc(x, y, 2, 0, 7);
            pen.fill();
            return;
          }
          if (kind === 'violation') {
            pen.strokeStyle = colours.danger;
            pen.lineWidth = 3;
            line(x, plot.head, x, plot.height);
          }
          const isHollow = kind === 'merged' && !changes.has(row);
          let size = Math.min(16, plot.lane * .5);
          if (kind === 'violation') size = Math.min(26, plot.lane * .9);
          if (kind === 'merged') size *= isHollow ? .55 : .8;
          pen.save();
          pen.translate(x - size / 2, y - size / 2);
          pen.scale(size / 16, size / 16);
          pen.lineJoin = 'round';
          pen.lineWidth = 4;
          pen.strokeStyle = colours.surface;
          pen.stroke(pathOf[kind]);
          pen.fillStyle = colours.surface;
          pen.fill(pathOf[kind]);
          pen.fillStyle = colours[kinds[kind][1]];
          if (isHollow) {
            pen.strokeStyle = colours.teal;
            pen.lineWidth = 2.5;
            pen.stroke(pathOf[kind]);
          } else {
            pen.fill(pathOf[kind], 'evenodd');
          }
          pen.restore();
        }

        // Where the next symbol on the line is far enough away.
        function drawLabels(marks) {
          if (plot.lane < 24) return;
          const next = new Map();
          for (let index = marks.length - 1; index >= 0; index--) {
            const [x, y, row, kind, node] = marks[index];
            const room = (next.get(node) ?? plot.width) - x - 14;
            if (!labelled.has(kind)) continue;
            next.set(node, x);
            if (room < 34) continue;
            const words = kind === 'violation' ? otherOf(row) : wordsOf(row).replace(/^does /, '');
            label(words, x + 3, y - Math.min(9, plot.lane * .26), Math.min(room, 240), 11,
              kind === 'violation' ? colours.danger : colours.ink, true);
          }
        }

        // MARK: What lies on top

        function drawCursorLine() {
          const place = axis.places[cursor.place];
          if (place === undefined) return;
          pen.strokeStyle = colours.accent;
          pen.lineWidth = 1.5;
          line(xOf(place), plot.head, xOf(place), plot.height);
        }

        function drawCursor() {
          const place = axis.places[cursor.place];
          if (place === undefined) return;
          const row = visible[cursor.place];
          const isBig = kindOf(row) === 'violation';
          pen.strokeStyle = colours.accent;
          pen.lineWidth = 2.5;
          pen.beginPath();
          pen.arc(xOf(place), yOf(nodeOf(row)), isBig ? 17 : Math.min(13, plot.lane * .42), 0, 7);
          pen.stroke();
        }

        function drawNames() {
          pen.fillStyle = colours.paper;
          pen.fillRect(0, 0, plot.gutter, plot.height);
          const current = nodeOf(visible[cursor.place] ?? 0);
          D.nodes.forEach((node, number) => {
            const y = yOf(number);
            if (y < 0 || y > plot.height + 20) return;
            if (number === current && visible.length) {
              pen.fillStyle = colours['accent-soft'];
              pen.fillRect(0, y - plot.lane / 2, plot.gutter, plot.lane);
            }
            const hasRole = plot.lane >= 38 && node.role !== node.name;
            label(node.name, 14, y + (hasRole ? -1 : 5), plot.gutter - 20, 13, colours.ink, false);
            if (hasRole) label(node.role, 14, y + 13, plot.gutter - 20, 11, colours.muted, false);
          });
          pen.strokeStyle = colours.rule;
          pen.lineWidth = 1;
          line(plot.gutter - .5, 0, plot.gutter - .5, plot.height);
        }

        function drawHead() {
          pen.fillStyle = colours.paper;
          pen.fillRect(0, 0, plot.width, plot.head);
          pen.strokeStyle = colours.rule;
          line(0, plot.head - .5, plot.width, plot.head - .5);
          for (const [place, text] of ticks) {
            const x = xOf(place);
            if (x < plot.gutter - 1 || x > plot.width - 90) continue;
            pen.strokeStyle = colours.edge;
            line(Math.round(x) + .5, plot.head - 6, Math.round(x) + .5, plot.head - 1);
            label(text, x + 4, plot.head - 9, 104, 11, colours.muted, false);
          }
        }

        """#
}
