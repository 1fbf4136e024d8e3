/// The list of events, of which only what is in sight exists.
extension ReportScript {
    static let list = #"""
        // Only the options in sight exist; aria-setsize and -posinset tell their number and place.
        const list = byId('list');
        const space = byId('space');
        const rowHeight = 26;
        const optionByPlace = new Map();

        function layOutList() {
          space.style.height = Math.max(1, visible.length) * rowHeight + 'px';
          space.replaceChildren();
          optionByPlace.clear();
          if (!visible.length) {
            space.append(element('div', 'empty', 'No event matches the filters.'));
          }
          byId('count').textContent = visible.length.toLocaleString('en') + ' of '
            + count.toLocaleString('en')
            + (quietRows.size && !filter.showsQuiet
              ? '; ' + quietRows.size.toLocaleString('en') + ' of polls without news folded away'
              : '');
          fillList();
        }

        function fillList() {
          const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 6);
          const last = Math.min(
            visible.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + 6);
          for (const [place, option] of optionByPlace) {
            if ((place < first || place >= last) && place !== cursor.place) {
              option.remove();
              optionByPlace.delete(place);
            }
          }
          for (let place = first; place < last; place++) addOption(place);
          // What `aria-activedescendant` names has to be there, wherever the list is scrolled to.
          addOption(cursor.place);
        }

        function addOption(place) {
          if (optionByPlace.has(place) || place < 0 || place >= visible.length) return;
          const row = visible[place], kind = kindOf(row);
          const option = element('div', 'row ' + kind);
          option.id = 'row-' + place;
          option.setAttribute('role', 'option');
          option.setAttribute('aria-setsize', visible.length);
          option.setAttribute('aria-posinset', place + 1);
          option.setAttribute('aria-selected', String(place === cursor.place));
          option.style.top = place * rowHeight + 'px';
          option.append(
            element('span', 'time', timeText(D.times[row])), ' ',
            element('span', 'node', D.nodes[nodeOf(row)].name), ' ', markOf(kind), ' ',
            element('span', 'kind', titleOf(kind)), ' ', element('span', 'what', wordsOf(row)));
          option.addEventListener('click', () => moveTo(place));
          const after = [...optionByPlace.keys()].filter((other) => other > place);
          const follower = after.length ? optionByPlace.get(Math.min(...after)) : null;
          space.insertBefore(option, follower);
          optionByPlace.set(place, option);
        }

        function showInList() {
          for (const option of space.querySelectorAll('[aria-selected="true"]')) {
            option.setAttribute('aria-selected', 'false');
          }
          const top = cursor.place * rowHeight;
          if (top < list.scrollTop + rowHeight) {
            list.scrollTop = Math.max(0, top - rowHeight * 2);
          } else if (top > list.scrollTop + list.clientHeight - rowHeight * 2) {
            list.scrollTop = top - list.clientHeight + rowHeight * 3;
          }
          fillList();
          const option = optionByPlace.get(cursor.place);
          if (option) {
            option.setAttribute('aria-selected', 'true');
            list.setAttribute('aria-activedescendant', option.id);
          } else {
            list.removeAttribute('aria-activedescendant');
          }
        }

        """#
}
