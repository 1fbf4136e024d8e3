/// How the page is laid out, and its colours in both schemes.
extension ReportStyle {
    static let frame = #"""
        :root {
          color-scheme: light dark;
          --paper: #f7f5f0; --surface: #fffefb; --sunken: #efece4; --rule: #d8d3c7;
          --edge: #8a8577; --ink: #1c2129; --muted: #565d68;
          --accent: #17559a; --accent-soft: #dde8f5; --on-accent: #ffffff;
          --danger: #a81f17; --danger-soft: #fbe3e0; --on-danger: #ffffff;
          --warn: #845200; --good: #1b6a3d; --good-soft: #dcefe2; --violet: #67399b;
          --teal: #0b666b; --wire: #76828f; --wire-quiet: #c9cdd3; --lane: #c9c4b8;
          --stripe: #f2efe8;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #13161b; --surface: #1a1e25; --sunken: #0f1216; --rule: #333a45;
            --edge: #7b8594; --ink: #e9e6e0; --muted: #a6aebb;
            --accent: #8fbdf3; --accent-soft: #21354d; --on-accent: #0e1a29;
            --danger: #ff9c92; --danger-soft: #4a211f; --on-danger: #2b0906;
            --warn: #f0c271; --good: #8cd6a6; --good-soft: #1d3a2a; --violet: #c9acf2;
            --teal: #7fd3d6; --wire: #7d899b; --wire-quiet: #3c4552; --lane: #424b58;
            --stripe: #1e232b;
          }
        }
        * { box-sizing: border-box; }
        html, body { height: 100%; margin: 0; }
        body {
          display: grid; grid-template-rows: auto auto minmax(0, 1fr);
          background: var(--paper); color: var(--ink);
          font: 14px/1.45 var(--sans);
        }
        h1, h2, h3, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
        h1 { font-size: 18px; font-weight: 650; letter-spacing: -.01em; }
        h2 { font-size: 15px; font-weight: 650; }
        h3 { font-size: 13px; font-weight: 650; color: var(--muted); }
        .skip {
          position: absolute; left: 12px; top: -60px; z-index: 9; padding: 6px 12px;
          background: var(--accent); color: var(--on-accent); border-radius: 0 0 6px 6px;
        }
        .skip:focus { top: 0; }
        :focus-visible {
          outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px;
        }
        header {
          display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px;
          padding: 10px 16px 8px;
        }
        header .facts { color: var(--muted); }
        header details { position: relative; }
        header summary { cursor: pointer; color: var(--accent); }
        header details > pre {
          position: absolute; z-index: 8; margin: 6px 0 0; padding: 12px 14px; max-width: 80vw;
          white-space: pre-wrap; background: var(--surface); border: 1px solid var(--edge);
          border-radius: 8px; font: 12.5px/1.5 var(--mono); box-shadow: 0 8px 24px rgb(0 0 0 / .25);
        }
        .verdict {
          font-weight: 650; padding: 2px 10px; border-radius: 999px; border: 1px solid currentColor;
        }
        .verdict.good { color: var(--good); background: var(--good-soft); }
        .verdict.bad { color: var(--danger); background: var(--danger-soft); }
        .broken {
          flex-basis: 100%; color: var(--danger); font-weight: 600; overflow-wrap: anywhere;
        }
        .tools {
          display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; padding: 8px 16px;
          border-block: 1px solid var(--rule); background: var(--surface);
        }
        .tools .group { display: flex; align-items: center; gap: 4px; }
        .tools label { display: inline-flex; align-items: center; gap: 6px; color: var(--muted); }
        main {
          display: grid; min-height: 0;
          grid-template-columns: minmax(0, 1fr) minmax(320px, 28vw);
          grid-template-rows: minmax(180px, var(--diagram, 46%)) auto minmax(0, 1fr);
          grid-template-areas: "diagram panel" "cursor panel" "list panel";
        }
        .diagram {
          grid-area: diagram; min-height: 0; position: relative; background: var(--surface);
        }
        .cursor {
          grid-area: cursor; display: flex; align-items: center; gap: 10px; padding: 6px 16px;
          border-block: 1px solid var(--rule); background: var(--paper);
        }
        .cursor input { flex: 1; min-width: 80px; accent-color: var(--accent); height: 22px; }
        .cursor output {
          font: 12.5px var(--mono); min-width: 22ch; text-align: right; color: var(--ink);
        }
        .events {
          grid-area: list; min-height: 0; display: grid; grid-template-rows: auto minmax(0, 1fr);
        }
        .panel {
          grid-area: panel; min-height: 0; overflow-y: auto; padding: 14px 16px 28px;
          border-left: 1px solid var(--rule); background: var(--surface);
        }
        @media (max-width: 900px) {
          html, body { height: auto; }
          body { display: block; }
          main {
            grid-template-columns: minmax(0, 1fr);
            grid-template-rows: clamp(200px, var(--diagram-px, 300px), 380px) auto 300px auto;
            grid-template-areas: "diagram" "cursor" "list" "panel";
          }
          .panel { border-left: 0; border-top: 1px solid var(--rule); overflow: visible; }
        }
        @media (prefers-reduced-motion: no-preference) {
          button, .row, .chip span { transition: background-color .12s, color .12s; }
        }
        @media (forced-colors: active) {
          .row[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
        }

        """#
}
