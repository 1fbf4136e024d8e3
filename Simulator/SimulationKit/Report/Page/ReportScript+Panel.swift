/// The side panel: the event, the replica, its conflicts.
extension ReportScript {
    static let panel = #"""
        const linesMax = 300;
        const shown = {replica: replicas.length ? replicas[0] : -1, follows: true, showsAll: false};

        function facts(pairs) {
          const made = element('dl');
          for (const [name, value] of pairs) {
            if (value === '' || value === undefined) continue;
            made.append(element('dt', '', name), element('dd', '', String(value)));
          }
          return made;
        }

        function jump(text, row) {
          const button = element('button', '', text);
          button.type = 'button';
          button.addEventListener('click', () => goToRow(row));
          return button;
        }

        // MARK: The event

        function showEvent(row) {
          const box = byId('event');
          if (row === undefined) {
            box.replaceChildren(element('p', 'facts-of', 'No event matches the filters.'));
            return;
          }
          const kind = kindOf(row), end = ends.get(D.messages[row]);
          const isMessage = end !== undefined;
          const title = byId('event-title');
          title.replaceChildren(
            markOf(kind), ' ' + titleOf(kind) + ' – ' + D.nodes[nodeOf(row)].name);
          const pairs = [
            ['Time', timeText(D.times[row])],
            [kind === 'delivered' ? 'From' : isMessage ? 'To' : 'About', otherOf(row)],
            [kind === 'merged' ? 'Entries in its log' : 'Text', detailOf(row)],
          ];
          if (isMessage) {
            pairs.push(['Message', '#' + D.messages[row]]);
            if (end.arrived >= 0 && end.sent >= 0) {
              pairs.push(['Under way', spanText(D.times[end.arrived] - D.times[end.sent])]);
            } else if (end.lost >= 0) pairs.push(['Fate', 'lost']);
            else pairs.push(['Fate', 'still under way when the run ended']);
          }
          box.replaceChildren(facts(pairs));
          const jumps = element('div', 'jump');
          if (isMessage && end.sent >= 0 && end.sent !== row) {
            jumps.append(jump('Go to its sending', end.sent));
          }
          if (isMessage && end.arrived >= 0 && end.arrived !== row) {
            jumps.append(jump('Go to its arrival', end.arrived));
          }
          if (jumps.childElementCount) box.append(jumps);
        }

        // MARK: The replica

        function choices() {
          const select = byId('replica');
          select.append(new Option('follow the event', 'follow'));
          for (const node of replicas) select.append(new Option(D.nodes[node].name, String(node)));
          select.addEventListener('change', () => {
            shown.follows = select.value === 'follow';
            if (!shown.follows) shown.replica = Number(select.value);
            shown.showsAll = false;
            showPanel();
          });
        }

        function showReplica(row) {
          const box = byId('state');
          if (row !== undefined && shown.follows && replicaByNode.has(nodeOf(row))) {
            shown.replica = nodeOf(row);
          }
          const node = shown.replica;
          const name = D.nodes[node] ? D.nodes[node].name : '';
          byId('replica-title').textContent = name ? 'Replica ' + name : 'Replica';
          if (row === undefined || node < 0) return box.replaceChildren();
          const replica = replicaByNode.get(node).at(row);
          box.replaceChildren(flags(node, row));
          box.append(comparison(node, row, replica));
          if (replica.problem) {
            box.append(element('p', 'broken', 'Cannot be read: ' + replica.problem));
          }
          box.append(lineList(replica, row));
          if (replica.lines.length > linesMax && !shown.showsAll) {
            const button = element('button', '', 'Show all ' + replica.lines.length + ' lines');
            button.type = 'button';
            button.addEventListener('click', () => { shown.showsAll = true; showPanel(); });
            box.append(button);
          }
        }

        function flags(node, row) {
          const box = element('p');
          const life = lastUpTo(livesByNode[node], row);
          const isUp = life >= 0 && kindOf(life) === 'started';
          const log = lastUpTo(logsByNode[node], row);
          box.append(element('span', 'flag', isUp ? 'up' : life < 0 ? 'not started yet' : 'down'));
          if (log >= 0) box.append(element('span', 'flag', 'log of ' + detailOf(log) + ' entries'));
          const time = D.times[row];
          for (const span of D.spans) {
            if (span.node === node && span.kind !== 'down' && span.from <= time && time < span.to) {
              box.append(element('span', 'flag', span.text));
            }
          }
          return box;
        }

        // Which of the others show the same at this moment.
        function comparison(node, row, replica) {
          const mine = replica.lines.join('\n');
          const same = [], different = [];
          for (const other of replicas) {
            if (other === node) continue;
            const theirs = replicaByNode.get(other).at(row).lines.join('\n');
            (theirs === mine ? same : different).push(D.nodes[other].name);
          }
          const parts = [];
          if (same.length) parts.push('shows the same as ' + names(same));
          if (different.length) parts.push('differs from ' + names(different));
          return element('p', 'facts-of', parts.join('; '));
        }

        function names(list) {
          if (list.length <= 8) return list.join(', ');
          return list.slice(0, 8).join(', ') + ' and ' + (list.length - 8) + ' more';
        }

        function lineList(replica, row) {
          const made = element('ul', 'state');
          made.setAttribute('aria-label', 'What it shows');
          const isFresh = replica.changedAt === row && changes.has(row);
          const add = (sign, text, className) => {
            const item = element('li', className);
            item.append(element('span', '', sign), element('span', '', text));
            made.append(item);
          };
          if (isFresh) for (const text of replica.went) add('−', text, 'went');
          const lines = shown.showsAll ? replica.lines : replica.lines.slice(0, linesMax);
          lines.forEach((text, place) => {
            const came = isFresh && replica.came.has(place);
            add(came ? '+' : '', text, came ? 'came' : '');
          });
          if (!made.childElementCount) return element('p', 'facts-of', 'It shows nothing yet.');
          return made;
        }

        // MARK: Conflicts

        function showConflicts(row) {
          const box = byId('conflicts');
          const node = shown.replica;
          if (row === undefined || node < 0) return box.replaceChildren();
          const conflicts = replicaByNode.get(node).at(row).conflicts;
          const name = D.nodes[node].name;
          if (!conflicts.length) {
            return box.replaceChildren(
              element('p', 'facts-of', 'None on ' + name + ' at this moment.'));
          }
          box.replaceChildren(...conflicts.map(conflictCard));
        }

        function conflictCard(conflict) {
          const card = element('div', 'card');
          card.append(element('h3', '', conflict.entity + ' · ' + conflict.field));
          card.append(element('p', '', conflict.why));
          card.append(element('p', 'rule', 'Rule: ' + conflict.rule + '.'));
          const table = element('table');
          const head = element('tr');
          for (const text of ['', 'Value', 'By', 'Order key']) head.append(element('th', '', text));
          head.firstChild.append(element('span', 'hidden-text', 'Shown'));
          table.append(head);
          for (const contender of conflict.contenders) {
            const line = element('tr', contender.isShown ? 'shown' : '');
            const key = timeText(contender.time) + ', counter ' + contender.counter
              + (contender.entry === undefined || contender.entry === null ? ', not in the log yet'
                : ', entry ' + contender.entry + ', place ' + contender.position);
            line.append(
              element('td', '', contender.isShown ? 'shown' : ''),
              element('td', '', contender.text),
              element('td', '', contender.device));
            const cell = element('td');
            cell.append(element('span', 'key', key), document.createElement('br'),
              element('span', 'key', 'had seen ' + contender.seen + ' entries'));
            line.append(cell);
            table.append(line);
          }
          card.append(table);
          return card;
        }

        function showPanel() {
          const row = visible[cursor.place];
          showEvent(row);
          showReplica(row);
          showConflicts(row);
        }

        """#
}
