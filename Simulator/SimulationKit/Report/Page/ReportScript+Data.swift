/// Reads the data: rows, what replicas showed, which rows pass the filter.
extension ReportScript {
    static let data = #"""
        // Text of the run reaches the page as text nodes only, never as markup.
        const D = JSON.parse(document.getElementById('data').textContent);
        const byId = (id) => document.getElementById(id);
        const count = D.times.length;
        const quietRows = new Set(D.quiet);

        const nodeOf = (row) => D.eventNodes[row];
        const kindOf = (row) => D.kinds[D.eventKinds[row]];
        const otherOf = (row) => D.texts[D.others[row]];
        const detailOf = (row) => D.texts[D.details[row]];
        const nodeNumber = new Map(D.nodes.map((node, number) => [node.name, number]));
        const replicas = D.nodes.map((node, number) => number)
          .filter((number) => D.nodes[number].role === 'replica');

        function element(name, className, text) {
          const made = document.createElement(name);
          if (className) made.className = className;
          if (text !== undefined) made.textContent = text;
          return made;
        }

        const padded = (number, digits) => String(number).padStart(digits, '0');

        // Days, hours, minutes, seconds since the run began; below a second where it is asked for.
        function timeText(milliseconds, isFine = true) {
          const size = Math.abs(Math.round(milliseconds));
          const days = Math.floor(size / 86400000);
          return (milliseconds < 0 ? '−' : '+') + (days > 0 ? days + ' d ' : '')
            + Math.floor(size / 3600000) % 24 + ':' + padded(Math.floor(size / 60000) % 60, 2) + ':'
            + padded(Math.floor(size / 1000) % 60, 2)
            + (isFine ? '.' + padded(size % 1000, 3) : '');
        }

        function spanText(milliseconds) {
          if (milliseconds < 1000) return milliseconds + ' ms';
          if (milliseconds < 60000) return (milliseconds / 1000).toFixed(1) + ' s';
          if (milliseconds < 3600000) return (milliseconds / 60000).toFixed(1) + ' min';
          return (milliseconds / 3600000).toFixed(1) + ' h';
        }

        // Of each message the rows of its ends.
        const ends = new Map();
        for (let row = 0; row < count; row++) {
          const number = D.messages[row];
          if (!number) continue;
          if (!ends.has(number)) ends.set(number, {sent: -1, arrived: -1, lost: -1});
          const end = ends.get(number);
          const kind = kindOf(row);
          if (kind === 'sent') end.sent = row;
          else if (kind === 'lost') end.lost = row;
          else end.arrived = row;
        }

        // What an event is about, in one line.
        function wordsOf(row) {
          const kind = kindOf(row), other = otherOf(row), detail = detailOf(row);
          switch (kind) {
            case 'sent': return 'to ' + other + ': ' + detail;
            case 'delivered': return 'from ' + other + ': ' + detail;
            case 'lost': return 'on its way to ' + other + ': ' + detail;
            case 'merged':
              return 'log of ' + detail + ' entries' + (changes.has(row) ? '' : ', shows the same');
            default: return other && detail ? other + ': ' + detail : other || detail;
          }
        }

        // MARK: What replicas showed

        const statesByNode = D.nodes.map(() => []);
        const changes = new Set();
        for (const state of D.states) {
          statesByNode[state.node].push(state);
          if (state.removed.length || state.inserted.length) changes.add(state.at);
        }

        // Applies changes one after another; forward it goes on from where it was.
        class Replica {
          constructor(node) { this.states = statesByNode[node]; this.restart(); }

          restart() { this.next = 0; this.lines = []; this.conflicts = []; this.problem = null; }

          at(row) {
            if (this.next > 0 && this.states[this.next - 1].at > row) this.restart();
            while (this.next < this.states.length && this.states[this.next].at <= row) {
              this.apply(this.states[this.next++]);
            }
            return this;
          }

          apply(state) {
            this.went = [];
            this.came = new Set();
            this.changedAt = state.at;
            if (state.removed.length || state.inserted.length) {
              const lines = this.lines.slice();
              for (const place of state.removed) this.went.push(lines.splice(place, 1)[0]);
              for (let i = 0; i < state.inserted.length; i += 2) {
                lines.splice(state.inserted[i], 0, D.texts[state.inserted[i + 1]]);
                this.came.add(state.inserted[i]);
              }
              this.lines = lines;
            }
            if (state.conflicts) this.conflicts = state.conflicts;
            this.problem = state.problem || null;
          }
        }
        const replicaByNode = new Map(replicas.map((node) => [node, new Replica(node)]));

        // Starts and ends of each node, and the sizes of its log.
        const livesByNode = D.nodes.map(() => []);
        const logsByNode = D.nodes.map(() => []);
        for (let row = 0; row < count; row++) {
          const kind = kindOf(row);
          if (['started', 'ended', 'crashed'].includes(kind)) livesByNode[nodeOf(row)].push(row);
          if (kind === 'merged') logsByNode[nodeOf(row)].push(row);
        }

        // The last of some ascending rows that is not after `row`; -1 if none is.
        function lastUpTo(rows, row) {
          let low = 0, high = rows.length;
          while (low < high) {
            const middle = (low + high) >> 1;
            if (rows[middle] <= row) low = middle + 1; else high = middle;
          }
          return low === 0 ? -1 : rows[low - 1];
        }

        // MARK: Filter

        const filter = {node: -1, text: '', showsQuiet: false, off: new Set()};
        let visible = [];

        function passes(row) {
          if (quietRows.has(row) && !filter.showsQuiet) return false;
          if (filter.off.has(kindOf(row))) return false;
          if (filter.node >= 0 && nodeOf(row) !== filter.node
            && !(D.messages[row] && nodeNumber.get(otherOf(row)) === filter.node)) return false;
          if (!filter.text) return true;
          const words = D.nodes[nodeOf(row)].name + ' ' + otherOf(row) + ' ' + detailOf(row);
          return words.toLowerCase().includes(filter.text);
        }

        function applyFilter() {
          visible = [];
          for (let row = 0; row < count; row++) if (passes(row)) visible.push(row);
        }

        // The place among the visible rows of a row, or of the last one before it.
        function placeOf(row) {
          let low = 0, high = visible.length;
          while (low < high) {
            const middle = (low + high) >> 1;
            if (visible[middle] <= row) low = middle + 1; else high = middle;
          }
          return Math.max(0, low - 1);
        }

        """#
}
