import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { type Score, scoresOf } from "../../src/core/game/score.ts";
import { widthsOf } from "../../src/core/prune/selection.ts";
import { strategyFor } from "../../src/core/prune/strategy-for.ts";
import { type StrategyName, strategyNames } from "../../src/core/prune/trail.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { type BenchResult, median } from "../bench.ts";
import { type Bench, cached, lenetOnMnist } from "../network-game.ts";
import { startBackend } from "../start-backend.ts";

const seeds = [1, 2, 3, 4, 5];
const target = 51;

interface Outcome {
  readonly validation: number;
  readonly test: number;
  readonly widths: readonly number[];
  readonly evaluations: number;
  readonly seconds: number;
}

async function outcome(bench: Bench, strategy: StrategyName, seed: number): Promise<Outcome> {
  const { players, evaluator } = bench;
  const scores = async (batch: Parameters<typeof evaluator.outputs>[0], rows: Int32Array): Promise<Score[]> =>
    scoresOf(await evaluator.outputs(batch, rows), { kind: "classes", labels: bench.labelsOf(rows) });
  const start = performance.now();
  const run = strategyFor(strategy)({
    game: payoffGame(evaluator, bench.calibration, bench.labelsOf(bench.calibration), "accuracy"),
    measure: (batch) => scores(batch, bench.validation),
    players,
    random: seededRandom(seed, "prune"),
    estimate: null,
    settings: {
      strategy,
      target,
      stepUnits: 8,
      index: { kind: "biased-banzhaf", bias: 0.225 },
      roundEvaluations: strategy === "top-n" ? 6300 : 900,
      stepEvaluations: 64,
    },
  });
  for (;;) {
    const { value, done } = await run.next();
    if (!done) continue;
    const seconds = (performance.now() - start) / 1000;
    const [test] = await scores({ players: players.count, rows: 1, members: value.selection }, bench.test);
    return {
      validation: value.points.at(-1)?.accuracy ?? Number.NaN,
      test: test?.value ?? Number.NaN,
      widths: widthsOf(value.selection, players),
      evaluations: value.evaluations,
      seconds,
    };
  }
}

/** The three strategies of the paper to 51 of 226 units of LeNet-5/MNIST, raw: five sampling seeds, 500 calibration examples. */
export async function bench(): Promise<BenchResult> {
  await startBackend("wasm");
  const lenet = await lenetOnMnist({ calibration: 500, validation: 1000, test: 10_000 });
  const rows = [];
  const headline: Record<string, number> = {};
  for (const strategy of strategyNames) {
    const found: Outcome[] = [];
    for (const seed of seeds)
      found.push(
        await cached({ strategies: lenet.hash, strategy, seed, target }, () => outcome(lenet, strategy, seed)),
      );
    const tests = found.map(({ test }) => test);
    rows.push({
      strategy,
      "evaluations a run": found[0]?.evaluations ?? 0,
      "test accuracy, median": median(tests),
      least: Math.min(...tests),
      most: Math.max(...tests),
      "seconds, median": Number(median(found.map(({ seconds }) => seconds)).toFixed(1)),
      "widths, seed 1": (found[0]?.widths ?? []).join(" "),
    });
    headline[strategy] = median(tests);
    console.log(strategy, tests);
  }
  return { headline, rows, environment: { network: "LeNet-5 on MNIST", backend: "wasm in Node" } };
}
