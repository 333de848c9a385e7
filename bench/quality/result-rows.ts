import { quantile } from "../../src/core/stats/quantile.ts";
import { wilsonInterval } from "../../src/core/stats/wilson-interval.ts";
import { median, type Row } from "../bench.ts";
import { isOverBudget } from "./budget.ts";
import { examples } from "./lab-session.ts";
import { accuracyAfter, grouped, type Repair, type Result } from "./result.ts";

const rounded = (value: number, digits = 4) => Number(value.toFixed(digits));

/** Median, range, and the 95 % interval of the median's network over examples. */
function accuracies(results: readonly Result[], repair: Repair): Row {
  const tests = results.map((result) => accuracyAfter(result, repair).test);
  const middle = median(tests);
  const [low, high] = wilsonInterval(Math.round(middle * examples.test), examples.test);
  return {
    [repair]: rounded(middle),
    [`${repair}, 95 %`]: `${low.toFixed(3)}–${high.toFixed(3)}`,
    [`${repair}, range`]: `${Math.min(...tests).toFixed(3)}–${Math.max(...tests).toFixed(3)}`,
    [`${repair}, validation`]: rounded(median(results.map((result) => accuracyAfter(result, repair).validation))),
  };
}

const nameOf = ({ network }: Result) => `LeNet-5, ${network.dropout ? "with" : "without"} dropout`;

/** A row for each kind of training, size and contender: test accuracy raw and after refit, what was spent, and the widths in the middle. */
export function resultRows(results: readonly Result[]): Row[] {
  return grouped(results).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { contender, size } = first;
    const raws = group.map(({ appraised }) => appraised.raw.test);
    return [
      {
        network: nameOf(first),
        units: size,
        strategy: contender.name + (isOverBudget(contender.strategy) ? " (over budget)" : ""),
        runs: group.length,
        ...accuracies(group, "raw"),
        ...(contender.strategy === "random" ? { "raw, 95 % quantile": rounded(quantile(raws, 0.95)) } : {}),
        ...accuracies(group, "refit"),
        evaluations: Math.round(median(group.map(({ chosen }) => chosen.evaluations))),
        seconds: rounded(median(group.map(({ chosen }) => chosen.seconds)), 1),
        "refit, seconds": rounded(median(group.map(({ appraised }) => appraised.seconds)), 1),
        widths: first.appraised.widths.join(" "),
      },
    ];
  });
}
