import { escapeHtml, recordBlock } from "../../core/experiment/record-in-page.ts";
import type { RecordedAccuracy, RunRecord } from "../../core/experiment/run-record.ts";
import type { FigureTable, TableCell } from "../charts/saving/figure-table.ts";
import { bytesWords, changeWords, countWords, intervalWords, rateWords, valueWords } from "../quantities.ts";
import { reportStyle } from "./report-style.ts";

export interface ReportFigure {
  readonly label: string;
  /** Heading of the step that it belongs to. */
  readonly section: string;
  /** Markup of the page's own, with all texts in it escaped. */
  readonly svg: string;
  readonly table: FigureTable | null;
}

export interface ReportParts {
  readonly record: RunRecord;
  /** The same as the text of run.json. */
  readonly json: string;
  readonly figures: readonly ReportFigure[];
  readonly rules: { readonly light: string; readonly dark: string };
  /** Settings as the query of an address; empty where they are the defaults. */
  readonly query: string;
  /** What the browser says of itself. */
  readonly browser: string;
}

/** Rows of a figure's table that are written out; the CSV has all. */
const mostRows = 400;

type Row = readonly [string, string] | readonly [string, string, string];

const cell = (value: TableCell) => (value === null ? "–" : typeof value === "number" ? valueWords(value) : value);

function table(name: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `<tr>${cells.map((text, place) => (place === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`)).join("")}</tr>`;
  const names = head.map((words) => `<th scope="col">${escapeHtml(words)}</th>`).join("");
  return `<div class="frame" role="region" tabindex="0" aria-label="${escapeHtml(name)}"><table><thead><tr>${names}</tr></thead><tbody>${rows.map(line).join("\n")}</tbody></table></div>`;
}

const section = (title: string, ...content: readonly string[]) =>
  content.every((part) => part === "") ? "" : `<section><h2>${escapeHtml(title)}</h2>${content.join("\n")}</section>`;

const accuracyRow = (name: string, accuracy: RecordedAccuracy | null | undefined): readonly Row[] =>
  accuracy
    ? [
        [
          name,
          rateWords(accuracy.value),
          `${intervalWords(accuracy.interval)} on ${countWords(accuracy.examples)} examples`,
        ],
      ]
    : [];

function results({ figures, repair = [] }: RunRecord): readonly Row[] {
  const { full, critical, chosen, test, cost, verification } = figures;
  return [
    ...accuracyRow("Full network, test examples", full),
    ...(critical
      ? [
          [
            "Critical size, fraction kept",
            rateWords(critical.fraction),
            `${critical.interval ? `${intervalWords(critical.interval)}, ` : ""}by ${critical.statistic}${critical.clear ? "" : ", not clear"}`,
          ] as const,
        ]
      : []),
    ...(chosen
      ? [["Units kept", countWords(chosen.size), `validation figure ${rateWords(chosen.accuracy)} as cut`] as const]
      : []),
    ...repair.flatMap(({ settings, after }, step) =>
      accuracyRow(`After repair ${step + 1} (${settings.kind}), validation examples`, after),
    ),
    ...accuracyRow("Chosen network, test examples", test),
    ...(cost
      ? (["parameters", "macs", "bytes"] as const).map((kind) => {
          const words = kind === "bytes" ? bytesWords : countWords;
          const name = { parameters: "Parameters", macs: "Multiply-accumulates", bytes: "Bytes of weights" }[kind];
          const [before, after] = [cost.before[kind], cost.after[kind]];
          return [name, words(after), `of ${words(before)}, ${changeWords(before, after)}`] as const;
        })
      : []),
    ...(verification
      ? [
          [
            "Largest difference of the exported file",
            valueWords(verification.difference),
            `sha-256 ${verification.sha256}`,
          ] as const,
        ]
      : []),
  ];
}

/** Every value below a part of the record with its place, such as "prune.settings.target". */
function flat(value: unknown, path: string): readonly Row[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
  if (typeof value !== "object" || value === null || list) return [[path, list ? value.join(", ") : String(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    flat(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

function settings({ split, pairing, sweep, estimate, prune, repair = [], discipline }: RunRecord): readonly Row[] {
  const steps = repair.map(({ seed, settings: how, examples }) => ({ seed, ...how, examples }));
  const parts = { split, discipline, pairing, sweep, estimate, prune, repair: steps };
  return Object.entries(parts).flatMap(([name, part]) => (part === null ? [] : flat(part, name)));
}

const figure = ({ label, section: step, svg, table: numbers }: ReportFigure) => {
  const rows = numbers?.rows ?? [];
  const left = rows.length - mostRows;
  const twin =
    numbers === null
      ? ""
      : `<details><summary>Its numbers</summary>${table(
          `Numbers of: ${label}`,
          numbers.columns,
          rows.slice(0, mostRows).map((row) => row.map(cell)),
        )}${left > 0 ? `<p>${countWords(left)} more rows are in the figure’s CSV.</p>` : ""}</details>`;
  return `<figure><figcaption>${escapeHtml(step === "" ? label : `${step}: ${label}`)}</figcaption>${svg}${twin}</figure>`;
};

/**
 * The whole report as one HTML page: no script, nothing from elsewhere, light or dark as the reader has it. Every text
 * that comes from a file or a person is escaped; the record inside opens again in the lab.
 */
export function reportHtml({ record, json, figures, rules, query, browser }: ReportParts): string {
  const { model, dataset, created, app, backend, figures: found, prune } = record;
  const what = found.chosen ? `${model.name} cut to ${countWords(found.chosen.size)} units` : model.name;
  const kept = found.chosen?.plan.keep.map(({ group, units }) => [group, countWords(units.length), units.join(", ")]);
  const body = [
    `<header><h1>${escapeHtml(what)}</h1><p>A report by Quorum ${escapeHtml(app)} of ${escapeHtml(created)}${prune ? `: ${escapeHtml(prune.settings.strategy)}, seed ${prune.seed}` : ""}, on ${escapeHtml(dataset.name)}.</p></header>`,
    section("Results", table("Results", ["figure", "value", "95 % interval, or what it is of"], results(record))),
    section("Figures", figures.map(figure).join("\n")),
    section(
      "Reproduce it",
      "<p>Drop this page, or its run.json, on Quorum; then the files below; then choose Replay. The files are recognised by their hashes.</p>",
      table(
        "Files",
        ["file", "name", "sha-256"],
        [
          ["network", model.name, model.hash],
          ["dataset", dataset.name, dataset.hash],
        ],
      ),
      query === "" ? "" : `<p>Settings as an address of the lab: <code>${escapeHtml(query)}</code></p>`,
    ),
    section("Settings", table("Settings", ["setting", "value"], settings(record))),
    kept ? section("Units kept", table("Units kept", ["layer", "how many", "which"], kept)) : "",
    section(
      "Environment",
      table(
        "Environment",
        ["what", "value"],
        [
          ["backend", `${backend.name}, ${backend.adapter}`],
          ["browser", browser],
          ["Quorum", app],
          ["written", created],
        ],
      ),
    ),
    `<section><h2>run.json</h2><details><summary>The record, as it opens again</summary>${recordBlock(json)}</details></section>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(what)} · Quorum report</title>
<style>
${reportStyle}
${rules.light}
@media (prefers-color-scheme: dark) {
${rules.dark}
}
</style>
</head>
<body>
<main>
${body.filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}
