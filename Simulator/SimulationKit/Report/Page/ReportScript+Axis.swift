/// Where a moment stands on the axis, and its marks.
extension ReportScript {
    static let axis = #"""
        // Where moments stand. "even": each event has its place, idle time is shortened to the
        // logarithm of its length; "true": milliseconds.
        const axis = {mode: 'even', places: [], knots: [], from: 0, to: 1, low: 0, high: 1};

        function layOut() {
          axis.places = new Array(visible.length);
          axis.knots = [];
          let place = 0, last = 0;
          visible.forEach((row, index) => {
            const time = D.times[row];
            if (axis.mode === 'true') {
              place = time;
            } else if (index > 0) {
              place += time === last ? .7 : 1.2 + 1.6 * Math.log10(1 + time - last);
            }
            if (index === 0 || time !== last) axis.knots.push([time, place]);
            axis.places[index] = place;
            last = time;
          });
          if (axis.mode === 'even' && D.end > last) {
            place += 1.2 + 1.6 * Math.log10(1 + D.end - last);
            axis.knots.push([D.end, place]);
          }
          if (axis.mode === 'true') axis.knots = [[0, 0], [Math.max(1, D.end), Math.max(1, D.end)]];
          axis.low = axis.mode === 'true' || !axis.knots.length ? 0 : axis.knots[0][1];
          axis.high = axis.knots.length ? axis.knots[axis.knots.length - 1][1] : 1;
          if (axis.high <= axis.low) axis.high = axis.low + 1;
        }

        // Between two knots the place follows the time in proportion; `from` and `to` say which of
        // a knot's numbers is given and which is asked for.
        function between(value, from, to) {
          const knots = axis.knots;
          if (!knots.length) return 0;
          let low = 0, high = knots.length - 1;
          if (value <= knots[0][from]) return knots[0][to];
          if (value >= knots[high][from]) return knots[high][to];
          while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (knots[middle][from] <= value) low = middle; else high = middle;
          }
          const a = knots[low], b = knots[high];
          return a[to] + (b[to] - a[to]) * (value - a[from]) / (b[from] - a[from] || 1);
        }
        const placeOfTime = (time) => between(time, 0, 1);
        const timeOfPlace = (place) => between(place, 1, 0);

        // MARK: Zoom

        const leastSpan = () => axis.mode === 'true' ? 4 : 6;

        function setView(from, to) {
          const pad = (axis.high - axis.low) * .02 + .5;
          const low = axis.low - pad, high = axis.high + pad;
          let span = Math.min(Math.max(to - from, leastSpan()), high - low);
          let start = (from + to - span) / 2;
          start = Math.max(low, Math.min(start, high - span));
          axis.from = start;
          axis.to = start + span;
          drawSoon();
        }

        const fit = () => setView(axis.low - 1e12, axis.high + 1e12);

        function zoom(factor, about) {
          const span = axis.to - axis.from;
          const centre = about === undefined ? axis.places[cursor.place] : about;
          const anchor = centre >= axis.from && centre <= axis.to ? centre : axis.from + span / 2;
          const share = (anchor - axis.from) / span;
          const next = Math.max(span * factor, leastSpan());
          setView(anchor - next * share, anchor + next * (1 - share));
        }

        function pan(share) {
          const by = (axis.to - axis.from) * share;
          setView(axis.from + by, axis.to + by);
        }

        // Moves the view just so far that the cursor is well inside it.
        function reveal() {
          const place = axis.places[cursor.place];
          if (place === undefined) return;
          const span = axis.to - axis.from;
          if (place < axis.from + span * .06 || place > axis.to - span * .06) {
            setView(place - span / 2, place + span / 2);
          }
        }

        // MARK: Marks of time

        const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000,
          120000, 300000, 600000, 1800000, 3600000, 7200000,
          21600000, 43200000, 86400000, 172800000];

        // Places and texts, at least `gap` pixels apart.
        function marks(width, gap) {
          const found = [];
          const scale = width / (axis.to - axis.from);
          if (axis.mode === 'true') {
            const step = steps.find((step) => step * scale >= gap) || steps[steps.length - 1];
            const first = Math.max(0, Math.ceil(axis.from / step) * step);
            for (let time = first; time <= axis.to; time += step) {
              found.push([time, timeText(time, step < 1000)]);
            }
            return found;
          }
          let edge = -Infinity;
          const isFine = timeOfPlace(axis.to) - timeOfPlace(axis.from) < 120000;
          for (const [time, place] of knotsFrom(axis.from)) {
            if (place > axis.to) break;
            if ((place - edge) * scale < gap) continue;
            found.push([place, timeText(time, isFine)]);
            edge = place;
          }
          return found;
        }

        function knotsFrom(place) {
          let low = 0, high = axis.knots.length;
          while (low < high) {
            const middle = (low + high) >> 1;
            if (axis.knots[middle][1] < place) low = middle + 1; else high = middle;
          }
          return axis.knots.slice(low);
        }

        """#
}
