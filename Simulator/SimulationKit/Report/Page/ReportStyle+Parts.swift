/// How single parts of the page look.
extension ReportStyle {
    static let parts = #"""
        button, select, input[type="search"] {
          font: inherit; color: var(--ink); background: var(--surface);
          border: 1px solid var(--edge); border-radius: 6px; min-height: 30px; padding: 3px 9px;
        }
        button { cursor: pointer; min-width: 32px; }
        button:hover { background: var(--accent-soft); }
        button:disabled { color: var(--muted); border-color: var(--rule); cursor: default; }
        input[type="search"] { width: 20ch; }
        input::placeholder { color: var(--muted); opacity: 1; }
        .kinds { position: relative; }
        .kinds > summary {
          list-style: none; cursor: pointer; border: 1px solid var(--edge); border-radius: 6px;
          padding: 4px 10px; color: var(--ink);
        }
        .kinds > summary::after { content: " ▾"; color: var(--muted); }
        .kinds > fieldset {
          position: absolute; z-index: 8; right: 0; top: calc(100% + 6px); width: 430px;
          max-width: calc(100vw - 32px); border: 1px solid var(--edge); border-radius: 8px;
          padding: 12px; background: var(--surface); box-shadow: 0 8px 24px rgb(0 0 0 / .25);
          display: grid; grid-template-columns: 1fr 1fr; gap: 2px 12px;
        }
        .kinds legend { float: left; grid-column: 1 / -1; font-weight: 650; padding: 0 0 6px; }
        .kinds .both { grid-column: 1 / -1; display: flex; gap: 8px; padding-top: 8px; }
        .chip { color: var(--ink); padding: 3px 4px; border-radius: 6px; }
        .chip .count { margin-left: auto; color: var(--muted); font: 12px var(--mono); }
        .chip input { accent-color: var(--accent); width: 16px; height: 16px; margin: 0; }
        label.chip { display: flex; color: var(--ink); }
        svg.mark { width: 16px; height: 16px; flex: none; vertical-align: -3px; }
        .scroller { position: absolute; inset: 0; overflow-x: hidden; overflow-y: auto; }
        .scroller canvas {
          position: sticky; top: 0; display: block; cursor: crosshair; touch-action: pan-y;
        }
        .tip {
          position: absolute; z-index: 5; pointer-events: none; max-width: 340px; padding: 6px 10px;
          background: var(--ink); color: var(--paper); border-radius: 6px; font-size: 12.5px;
          overflow-wrap: anywhere;
        }
        .events .head {
          display: flex; align-items: center; gap: 10px; padding: 8px 16px 6px; color: var(--muted);
        }
        .events .head h2 { color: var(--ink); }
        .list { position: relative; overflow-y: auto; background: var(--surface); }
        .list:focus-visible { outline-offset: -3px; }
        .space { position: relative; }
        .row {
          position: absolute; left: 0; right: 0; height: 26px; padding: 0 16px; display: grid;
          grid-template-columns: 15ch 9ch 22px 11ch minmax(0, 1fr); align-items: center; gap: 8px;
          white-space: nowrap; cursor: pointer; border-left: 4px solid transparent;
        }
        .row:nth-child(even) { background: var(--stripe); }
        .row > * { overflow: hidden; text-overflow: ellipsis; }
        .row .time { font: 12.5px var(--mono); color: var(--muted); text-align: right; }
        .row .node { font-weight: 600; }
        .row .what { color: var(--ink); }
        .row:hover { background: var(--accent-soft); }
        .row[aria-selected="true"] {
          background: var(--accent-soft); border-left-color: var(--accent);
        }
        .row[aria-selected="true"] .time { color: var(--ink); }
        .row.violation .kind, .row.violation .what { color: var(--danger); font-weight: 650; }
        .empty { padding: 18px 16px; color: var(--muted); }
        .panel section + section {
          margin-top: 20px; padding-top: 14px; border-top: 1px solid var(--rule);
        }
        .panel .title { display: flex; align-items: center; gap: 8px; margin-bottom: 8px; }
        .panel .title h2 { flex: 1; }
        .panel dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 3px 12px; }
        .panel dt { color: var(--muted); }
        .panel dd { overflow-wrap: anywhere; }
        .panel .jump { margin: 10px 0 0; display: flex; gap: 6px; flex-wrap: wrap; }
        .state {
          list-style: none; margin-top: 8px; border: 1px solid var(--rule); border-radius: 8px;
        }
        .state li {
          display: grid; grid-template-columns: 2ch minmax(0, 1fr); gap: 4px; padding: 3px 10px;
          font: 12.5px/1.5 var(--mono); overflow-wrap: anywhere;
        }
        .state li + li { border-top: 1px solid var(--rule); }
        .state li.came { background: var(--good-soft); }
        .state li.went { background: var(--danger-soft); }
        .state li.went span:last-child { text-decoration: line-through; }
        .facts-of { color: var(--muted); }
        .flag {
          display: inline-block; margin: 0 6px 4px 0; padding: 1px 8px; border-radius: 999px;
          border: 1px solid var(--edge); color: var(--ink); font-size: 12.5px;
        }
        .card {
          border: 1px solid var(--edge); border-radius: 8px; margin-top: 10px; overflow: hidden;
        }
        .card h3 { padding: 7px 10px; background: var(--sunken); color: var(--ink); }
        .card p { padding: 7px 10px; }
        .card .rule { color: var(--muted); padding-top: 0; }
        .card table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
        .card th, .card td {
          text-align: left; padding: 4px 10px; border-top: 1px solid var(--rule);
          vertical-align: top; overflow-wrap: anywhere;
        }
        .card th { color: var(--muted); font-weight: 500; }
        .card tr.shown td { background: var(--good-soft); font-weight: 650; }
        .card td .key { font: 12px var(--mono); font-weight: 400; }
        kbd {
          font: 12px var(--mono); border: 1px solid var(--edge); border-bottom-width: 2px;
          border-radius: 4px; padding: 0 5px; background: var(--paper);
        }
        .keys { color: var(--muted); line-height: 2; }
        .hidden-text {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap;
        }
        @media (max-width: 900px) {
          .row { grid-template-columns: 14ch 9ch 20px 10ch minmax(0, 1fr); }
          .kinds > fieldset { right: auto; left: 0; }
        }

        """#
}
