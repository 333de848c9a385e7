// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { recordInPage } from "../../core/experiment/record-in-page.ts";
import { openFiles } from "../../state/actions/open-files.ts";
import { prune } from "../../state/actions/prune.ts";
import { holdings, smoothScript } from "../../state/lab-fixtures.ts";
import { runRecordOf, runRecordText } from "../../state/run-record-of.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { reportHtml } from "./report-html.ts";
import { type ThemedClasses, themedRules, themedSvg } from "./themed-svg.ts";

const hostile = `"></pre><script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>&amp;'`;

async function reportOf(name: string) {
  const named = {
    ...holdings,
    model: {
      ...holdings.model!,
      name,
      groups: holdings.model!.groups.map((group) => ({ ...group, id: name + group.id })),
    },
    dataset: { ...holdings.dataset!, name },
  };
  const { lab } = scriptedLab({ ...smoothScript, open: () => [named] });
  await openFiles(lab, [{ name: "x.zip", blob: new Blob(["x"]) }]);
  await prune(lab);
  const state = lab.store.getState();
  const [record, json] = [runRecordOf(state, new Date(0))!, runRecordText(state, new Date(0))!];
  const figures = [
    { label: name, section: name, svg: "<svg></svg>", table: { columns: [name, "n"], rows: [[name, 0.25]] } },
  ];
  const rules = { light: ".f0{fill:#000}", dark: ".f0{fill:#fff}" };
  return { json, html: reportHtml({ record, json, figures, rules, query: `?x=${name}`, browser: name }) };
}

it("says results, hashes, settings and units, and the record opens again", async () => {
  const { html, json } = await reportOf("small");
  for (const said of [
    "small cut to 6 units",
    "Full network, test examples",
    "0.950",
    ">aa<",
    "prune.settings.strategy",
    "iterated-building",
    "wasm, wasm, SIMD",
    '<th scope="row">conv1</th>'.replace("conv1", "smallconv1"),
  ])
    expect(html).toContain(said);
  expect(recordInPage(html)).toBe(json);
  expect(html).toMatch(/prefers-color-scheme: dark\) \{\n\.f0\{fill:#fff\}/);
});

it("has no script and loads nothing, and names that try to be markup stay names", async () => {
  const { html, json } = await reportOf(hostile);
  expect(html).not.toMatch(/<script|<img|<link|<iframe|https?:\/\//i);
  expect(html.match(/<style/g)).toHaveLength(1);
  expect(recordInPage(html)).toBe(json);
  const page = new DOMParser().parseFromString(html, "text/html");
  expect(page.querySelectorAll("script, img")).toHaveLength(0);
  const attributes = [...page.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
  expect(attributes).toContain("aria-label");
  expect(attributes.filter((name) => name.startsWith("on"))).toEqual([]);
  expect(page.querySelector("h1")?.textContent).toBe(`${hostile} cut to 6 units`);
  expect(page.querySelector("pre#quorum-run")?.textContent).toBe(json);
});

it("a figure follows the reader's colours by classes", () => {
  const drawn = (ink: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" fill="none"><g fill="none" stroke="${ink}" opacity="1"><path d="M0 0" stroke="${ink}" fill="none"/><text fill="red">a &lt; b</text></g></svg>`;
  const classes: ThemedClasses = new Map();
  const svg = themedSvg(drawn("#111"), drawn("#eee"), classes);
  expect(svg).toContain('d="M0 0"');
  expect(svg).not.toMatch(/stroke=|fill=|opacity=/);
  expect(svg).toContain("a &lt; b");
  const { light, dark } = themedRules(classes);
  expect(light).toContain("{stroke:#111}");
  expect(dark).toContain("{stroke:#eee}");
  expect(dark).not.toContain("red");
});

it("a mark that is its parent's colour in dark alone says so in both", () => {
  const drawn = (line: string, mark: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" stroke="${line}"><path stroke="${mark}"/></svg>`;
  const classes: ThemedClasses = new Map();
  themedSvg(drawn("#111", "#222"), drawn("#eee", "#eee"), classes);
  expect([...classes.keys()]).toEqual(["stroke:#222|stroke:#eee", "stroke:#111|stroke:#eee"]);
});
