import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FailureError } from "../../src/core/failure.ts";
import { type BenchResult, median, type Row } from "../bench.ts";
import { bestStrategy } from "./best-by-validation.ts";
import { isOverBudget } from "./budget.ts";
import { type Cells, cellsOf, NotComputed } from "./cells.ts";
import { accuracyAfter, type Repair, type Result, repairs } from "./result.ts";
import { resultRows } from "./result-rows.ts";
import { pairedTable, sizeTable, sweepTable } from "./result-tables.ts";
import { allRuns, isYardstick, type Run } from "./runs.ts";
import { ownFirst, type Share } from "./share.ts";
import { reported, sizes } from "./sizes.ts";
import { strategiesAhead } from "./strategies-ahead.ts";
import type { Tuned } from "./tuned.ts";

/** Computes a run, or takes it from the cache; null where it is not there and nothing may be computed. */
async function resultOf(cells: Cells, run: Run): Promise<Result | null> {
  try {
    const chosen = await cells.chosen(run.network.name, run.contender, run.size, run.seed);
    return { ...run, chosen, appraised: await cells.appraised(run.network.name, chosen) };
  } catch (error) {
    if (error instanceof NotComputed) return null;
    if (!(error instanceof FailureError)) throw error;
    // what the lab refuses is no reason to lose the others
    console.error(`${named(run)}: ${error.message}`);
    return null;
  }
}

const named = ({ network, size, contender, seed }: Run) => `${network.name}, ${size}, ${contender.name}, ${seed}`;

/** Networks without dropout, at the size that is reported. */
const isHeadline = ({ network, size }: Run) => !network.dropout && size === reported;

/** What is fine-tuned: Iterated Building, and on the first network once every way that is no variant of another. */
function isTuned(result: Result): boolean {
  if (!isHeadline(result)) return false;
  const { name, matched, normalised, scope } = result.contender;
  if (name === "iterated-building") return true;
  return result.network.name === "lenet-seed1" && result.seed === 1 && !(matched || normalised || scope);
}

async function tunedOf(cells: Cells, result: Result): Promise<Tuned | null> {
  try {
    return await cells.tuned(result.network.name, result.chosen);
  } catch (error) {
    if (error instanceof NotComputed) return null;
    throw error;
  }
}

interface TunedResult {
  readonly result: Result;
  readonly tuned: Tuned;
}

function tunedRows(tuned: readonly TunedResult[]): Row[] {
  const names = [...new Set(tuned.map(({ result }) => result.contender.name))];
  return names.map((name) => {
    const own = tuned.filter(({ result }) => result.contender.name === name);
    const tests = own.map((one) => one.tuned.test);
    return {
      network: "LeNet-5, without dropout",
      units: reported,
      strategy: `${name}, refit and one epoch`,
      runs: own.length,
      tuned: Number(median(tests).toFixed(4)),
      "tuned, range": `${Math.min(...tests).toFixed(4)}–${Math.max(...tests).toFixed(4)}`,
      examples: own[0]?.tuned.examples ?? 0,
      seconds: Number(median(own.map((one) => one.tuned.seconds)).toFixed(1)),
    };
  });
}

/** The figures that are promised elsewhere: medians over the networks trained without dropout and their sampling seeds. */
function headlineOf(results: readonly Result[], tuned: readonly TunedResult[]): Record<string, number> {
  const own = results.filter((result) => isHeadline(result) && !isOverBudget(result.contender.strategy));
  const headline: Record<string, number> = {};
  const put = (key: string, values: readonly number[]) => {
    if (values.length > 0) headline[key] = median(values);
  };
  const tests = (name: string, repair: Repair) =>
    own.filter(({ contender }) => contender.name === name).map((result) => accuracyAfter(result, repair).test);
  for (const [repair, key] of [
    ["raw", "Raw"],
    ["refit", "Refit"],
  ] as const) {
    put(`building51${key}`, tests("iterated-building", repair));
    put(`pruning51${key}`, tests("iterated-pruning", repair));
    put(`topN51${key}`, tests("top-n", repair));
    if (own.length === 0) continue;
    const best = bestStrategy(
      own.map((result) => ({
        strategy: result.contender.name,
        validation: accuracyAfter(result, repair).validation,
      })),
    );
    console.log(`best ${repair} on validation examples: ${best}`);
    put(`best51${key}`, tests(best, repair));
  }
  put(
    "building51Tuned",
    tuned.filter(({ result }) => result.contender.name === "iterated-building").map((one) => one.tuned.test),
  );
  return headline;
}

/** The tables of docs/results/quality.md, in bench/out. */
function writeTables(results: readonly Result[], paired: readonly Row[]): void {
  const parts = [false, true].flatMap((dropout) => {
    const trained = dropout ? "with dropout" : "without dropout";
    return [
      `## Trained ${trained}`,
      sizeTable(results, reported, dropout),
      ...repairs.flatMap((repair) => [`### Sweep, ${repair}`, sweepTable(results, dropout, repair)]),
      "### Paired tests, points of accuracy",
      pairedTable(paired, trained),
    ];
  });
  const out = path.join(import.meta.dirname, "../out");
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "quality-tables.md"), `${parts.join("\n\n")}\n`);
}

/**
 * LeNet-5 on MNIST: every strategy and baseline at 51 of 226 units and over a sweep of sizes, raw and refit, one budget
 * for all. Cells are kept in bench/cache, so that it can be stopped and shared by processes.
 */
export async function lenetPart(share: Share): Promise<Pick<BenchResult, "headline" | "rows">> {
  const cells = cellsOf(sizes, share.compute);
  const runs = allRuns();
  const mine = ownFirst(runs, share);
  const found = new Map<Run, Result>();
  const tuned = new Map<Run, TunedResult>();
  const report = (run: Run, start: number, figures: readonly number[]) => {
    const seconds = (performance.now() - start) / 1000;
    if (!share.compute || seconds < 0.5) return;
    const on = figures.map((value) => value.toFixed(4)).join(", ");
    console.log(
      `${runs.indexOf(run) + 1} of ${runs.length}: ${named(run)}: ${on} on validation, ${seconds.toFixed(1)} s`,
    );
  };
  const work = async (some: readonly Run[]) => {
    for (const run of some) {
      const start = performance.now();
      const result = await resultOf(cells, run);
      if (!result) continue;
      found.set(run, result);
      report(run, start, [result.chosen.validation, result.appraised.refit.validation]);
    }
  };
  const tuneAll = async (some: readonly Run[]) => {
    for (const run of some) {
      const start = performance.now();
      const result = found.get(run);
      const after = result && isTuned(result) ? await tunedOf(cells, result) : null;
      if (!result || !after) continue;
      tuned.set(run, { result, tuned: after });
      report(run, start, [after.validation]);
    }
  };
  const isFirst = (run: Run) => isHeadline(run) && !isYardstick(run.contender);
  // a training takes as long as many runs: the other networks' come last
  await work(mine.filter(isFirst));
  await tuneAll(mine.filter((run) => isFirst(run) && run.network.name === "lenet-seed1"));
  await work(mine.filter((run) => !isFirst(run)));
  await tuneAll(mine);
  const results = runs.flatMap((run) => found.get(run) ?? []);
  const tunedResults = runs.flatMap((run) => tuned.get(run) ?? []);
  const tests = strategiesAhead(results);
  for (const { exception } of tests) if (exception) console.log(`exception: ${exception}`);
  writeTables(
    results,
    tests.map(({ row }) => row),
  );
  const rows = [
    ...resultRows(results),
    ...tunedRows(tunedResults),
    ...tests.map(({ row }) => ({ test: "paired", ...row })),
  ];
  if (results.length < runs.length) console.log(`${runs.length - results.length} of ${runs.length} runs are missing`);
  return { headline: headlineOf(results, tunedResults), rows };
}
