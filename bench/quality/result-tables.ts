import { median, type Row } from "../bench.ts";
import { isOverBudget } from "./budget.ts";
import { accuracyAfter, grouped, type Repair, type Result } from "./result.ts";

const three = (value: number) => value.toFixed(3);

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

function spread(group: readonly Result[], repair: Repair): string {
  const tests = group.map((result) => accuracyAfter(result, repair).test);
  const range = tests.length > 1 ? ` (${three(Math.min(...tests))} to ${three(Math.max(...tests))})` : "";
  return three(median(tests)) + range;
}

const nameOf = ([first]: readonly Result[]) =>
  first ? first.contender.name + (isOverBudget(first.contender.strategy) ? " (over budget)" : "") : "";

/** Every strategy and baseline at one size: medians and ranges on test examples. */
export function sizeTable(results: readonly Result[], size: number, dropout: boolean): string {
  const groups = grouped(
    results.filter((result) => result.size === size && result.network.dropout === dropout),
  ).toSorted((a, b) => refitMedian(b) - refitMedian(a));
  return table(
    ["strategy", "runs", "evaluations", "raw", "refit", "chosen by: raw, refit"],
    groups.map((group) => [
      nameOf(group),
      String(group.length),
      Math.round(median(group.map(({ chosen }) => chosen.evaluations))).toLocaleString("en"),
      spread(group, "raw"),
      spread(group, "refit"),
      (["raw", "refit"] as const)
        .map((repair) => three(median(group.map((result) => accuracyAfter(result, repair).validation))))
        .join(", "),
    ]),
  );
}

const refitMedian = (group: readonly Result[]) => median(group.map(({ appraised }) => appraised.refit.test));

/** Medians over the sweep of sizes, raw or refit. */
export function sweepTable(results: readonly Result[], dropout: boolean, repair: Repair): string {
  const own = results.filter((result) => result.network.dropout === dropout);
  const sizes = [...new Set(own.map(({ size }) => size))].sort((a, b) => a - b);
  const names = [...new Set(own.filter(({ size }) => size !== 51).map(({ contender }) => contender.name))];
  return table(
    ["strategy", ...sizes.map(String)],
    names.map((name) => [
      name,
      ...sizes.map((size) => {
        const tests = own
          .filter((result) => result.size === size && result.contender.name === name)
          .map((result) => accuracyAfter(result, repair).test);
        return tests.length > 0 ? three(median(tests)) : "";
      }),
    ]),
  );
}

/** The paired tests: a line for each strategy, repair and rival, a column a size; ahead in bold where it is not. */
export function pairedTable(rows: readonly Row[], trained: string): string {
  const own = rows.filter((row) => row.trained === trained);
  const sizes = [...new Set(own.map((row) => Number(row.units)))].sort((a, b) => a - b);
  const lines = [...new Set(own.map((row) => [row.strategy, row.repair, row.against].join("|")))];
  return table(
    ["strategy", "repair", "against", ...sizes.map(String)],
    lines.map((line) => {
      const [strategy = "", repair = "", against = ""] = line.split("|");
      const cells = sizes.map((size) => {
        const row = own.find(
          (one) => one.units === size && one.strategy === strategy && one.repair === repair && one.against === against,
        );
        if (!row) return "";
        const gain = (100 * Number(row.gain)).toFixed(1);
        return row.verdict === "ahead" ? gain : `**${gain} ${row.verdict}**`;
      });
      return [strategy, repair, against, ...cells];
    }),
  );
}
