/// Symbols: a shape and a name for each kind.
extension ReportScript {
    static let shapes = #"""
        // A kind is told by its shape and its name; colour only repeats it. Shapes are 16 by 16.
        const ring = 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0z';
        const kinds = {
          violation: ['Violation', 'danger', 'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 3v6h2V3zM7 11v2h2v-2z'],
          conflict: ['Conflict', 'violet', 'M0 1l7.3 7L0 15zM16 1L8.7 8l7.3 7z'],
          command: ['Command', 'ink', 'M1 1h14v14H1zM4 4v2.2L7 8 4 9.8V12l6-4zM9 11h4v1.5H9z'],
          recorded: ['Recorded', 'accent', ring + 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z'],
          merged: ['Merged', 'teal', 'M8 0l8 8-8 8-8-8z'],
          refused: ['Refused', 'danger',
            ring + 'M8 2.5a5.5 5.5 0 0 1 3.2 1L3.5 11.2A5.5 5.5 0 0 1 8 2.5z'
            + 'M12.5 4.8a5.5 5.5 0 0 1-7.7 7.7z'],
          notice: ['Notice', 'muted', 'M2 0h2v16H2zM4.8 1L15 5 4.8 9z'],
          network: ['Network', 'warn', 'M0 15L6 1h3.5l-6 14zM6.5 15l6-14H16l-6 14z'],
          clock: ['Clock', 'warn', ring + 'M7 3h2v4.4l3.2 2-1 1.7L7 8.5z'],
          disk: ['Disk', 'warn',
            'M1 3.5C1 1.6 4 .5 8 .5s7 1.1 7 3v9c0 1.9-3 3-7 3s-7-1.1-7-3z'
            + 'M3 4c1 1 3 1.4 5 1.4S12 5 13 4v1.8c-1 1-3 1.4-5 1.4S4 6.8 3 5.8z'],
          adversary: ['Liar', 'danger',
            'M1 0l4 3h6l4-3v8c0 4-3 8-7 8S1 12 1 8zM3.5 7v2L7 9.5zM12.5 7v2L9 9.5z'],
          expect: ['Expected', 'good', 'M0 9l2.3-2.3L6 10.4 13.7 1 16 3 6.2 15z'],
          started: ['Started', 'good', 'M2 0l13 8-13 8z'],
          ended: ['Ended', 'muted', 'M2 2h12v12H2z'],
          crashed: ['Crashed', 'danger', 'M9.5 0L2 9h4.5L4.5 16 14 6H8.5z'],
          lost: ['Lost', 'danger', 'M2 0l6 6 6-6 2 2-6 6 6 6-2 2-6-6-6 6-2-2 6-6-6-6z'],
          sent: ['Sent', 'muted', 'M0 7h8.5V3l7.5 5-7.5 5V9H0z'],
          delivered: ['Delivered', 'muted', 'M0 7h6V3l7 5-7 5V9H0zM14 2h2v12h-2z'],
          other: ['Other', 'muted', 'M6 6h4v4H6z'],
        };
        const titleOf = (kind) => kinds[kind][0];
        const pathOf = Object.fromEntries(
          Object.entries(kinds).map(([kind, [, , path]]) => [kind, new Path2D(path)]));

        function markOf(kind) {
          const space = 'http://www.w3.org/2000/svg';
          const svg = document.createElementNS(space, 'svg');
          svg.setAttribute('viewBox', '-1 -1 18 18');
          svg.setAttribute('class', 'mark');
          svg.setAttribute('aria-hidden', 'true');
          const path = document.createElementNS(space, 'path');
          path.setAttribute('d', kinds[kind][2]);
          path.setAttribute('fill-rule', 'evenodd');
          path.setAttribute('fill', 'var(--' + kinds[kind][1] + ')');
          svg.append(path);
          return svg;
        }

        // Colours of the scheme in use, for the canvas.
        let colours = {};
        function readColours() {
          const style = getComputedStyle(document.documentElement);
          const names = ['paper', 'surface', 'rule', 'edge', 'ink', 'muted', 'accent',
            'accent-soft', 'danger', 'warn', 'good', 'violet', 'teal', 'wire', 'wire-quiet',
            'lane', 'stripe'];
          colours = Object.fromEntries(
            names.map((name) => [name, style.getPropertyValue('--' + name).trim()]));
          patterns.clear();
        }

        // How spans are filled; each kind has a pattern of its own.
        const hatches = {
          down: ['edge', [[0, 0, 8, 8], [8, 0, 0, 8]]],
          cut: ['danger', [[0, 8, 8, 0], [-2, 2, 2, -2], [6, 10, 10, 6]]],
          held: ['warn', [[2, 0, 2, 8], [6, 0, 6, 8]]],
          offline: ['muted', [[0, 0, 8, 8], [-2, 6, 2, 10], [6, -2, 10, 2]]],
          clock: ['warn', [[1, 4, 3, 4], [5, 0, 7, 0], [5, 8, 7, 8]]],
          full: ['warn', [[0, 2, 8, 2], [0, 6, 8, 6]]],
          lie: ['danger', [[0, 4, 2, 2], [2, 2, 6, 6], [6, 6, 8, 4]]],
        };
        const patterns = new Map();
        function patternOf(context, kind) {
          if (!patterns.has(kind)) {
            const tile = document.createElement('canvas');
            tile.width = tile.height = 8 * ratio;
            const pen = tile.getContext('2d');
            pen.scale(ratio, ratio);
            pen.strokeStyle = colours[hatches[kind][0]];
            pen.globalAlpha = .6;
            pen.lineWidth = 1;
            for (const [a, b, c, d] of hatches[kind][1]) {
              pen.beginPath();
              pen.moveTo(a, b);
              pen.lineTo(c, d);
              pen.stroke();
            }
            const pattern = context.createPattern(tile, 'repeat');
            pattern.setTransform(new DOMMatrix().scale(1 / ratio));
            patterns.set(kind, pattern);
          }
          return patterns.get(kind);
        }
        let ratio = window.devicePixelRatio || 1;

        """#
}
