/** The report's own style sheet: the page's colours, for reading and for printing. */
export const reportStyle = `
:root { --ground: #f4f6f6; --surface: #ffffff; --ink: #16211f; --ink-2: #44514f; --line: #dbe1e0; --accent: #0f766e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1312; --surface: #141c1b; --ink: #e5ecea; --ink-2: #b4c0bd; --line: #2a3534; --accent: #5cc4b8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
main { max-width: 880px; margin: 0 auto; padding: 24px 16px 64px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0 0 8px; }
header p, figcaption, details { color: var(--ink-2); }
p { margin: 6px 0; overflow-wrap: anywhere; }
figure { margin: 0 0 24px; }
figcaption { font-size: 14px; margin-bottom: 6px; }
figure svg { display: block; width: 100%; height: auto; font-family: inherit; }
summary { cursor: pointer; color: var(--accent); padding: 4px 0; }
.frame { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; min-width: 8ch; }
thead th { color: var(--ink-2); font-weight: 600; }
tbody th { font-weight: 500; }
td { font-variant-numeric: tabular-nums; }
pre { overflow: auto; max-height: 480px; font-size: 12.5px; background: var(--ground); padding: 12px; border-radius: 8px; }
code { overflow-wrap: anywhere; }
@media print { section { break-inside: avoid; } pre { max-height: none; white-space: pre-wrap; } }
`.trim();
