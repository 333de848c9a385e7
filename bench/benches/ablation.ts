import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { finalEstimate } from "../../src/core/estimate/final-estimate.ts";
import { leastSquares } from "../../src/core/estimate/least-squares.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { scoresOf } from "../../src/core/game/score.ts";
import { strategyFor } from "../../src/core/prune/strategy-for.ts";
import type { SelectionScope, StrategyName } from "../../src/core/prune/trail.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { type BenchResult, median } from "../bench.ts";
import { linePlot } from "../line-plot.ts";
import { type Bench, cached, lenetOnMnist } from "../network-game.ts";
import { startBackend } from "../start-backend.ts";

const biases = [0.1, 0.225, 0.4, 0.6];
const perPlayer = [1, 4, 10, 40];
const seeds = [1, 2, 3, 4, 5];
const scopes: readonly SelectionScope[] = ["global", "layer-wise"];
const strategies: readonly StrategyName[] = ["top-n", "iterated-building"];
const target = 51;
/** Rounds of Iterated Building: its evaluations are shared among them. */
const rounds = 7;

interface Cell {
  readonly strategy: StrategyName;
  readonly bias: number;
  readonly perPlayer: number;
  readonly scope: SelectionScope;
  readonly seed: number;
}

/** Units kept by one run: Top-n after one estimate, or Iterated Building with the same evaluations over its rounds. */
async function select(bench: Bench, cell: Cell): Promise<number[]> {
  const { players, calibration } = bench;
  const game = payoffGame(bench.evaluator, calibration, bench.labelsOf(calibration), "accuracy");
  const index = { kind: "biased-banzhaf", bias: cell.bias } as const;
  const evaluations = cell.perPlayer * players.count;
  const random = seededRandom(cell.seed, `ablation ${cell.bias} ${cell.perPlayer}`);
  const budget = { evaluations, stepEvaluations: 1024 };
  const estimate =
    cell.strategy === "top-n"
      ? await cached({ estimate: bench.hash, rows: [...calibration], ...cell, scope: "" }, async () => {
          const { power } = await finalEstimate(leastSquares.estimate(game, index, budget, random));
          return [...power];
        })
      : null;
  const run = strategyFor(cell.strategy)({
    game,
    measure: async ({ rows }) =>
      Array.from({ length: rows }, () => ({ value: 0, interval: [0, 1] as const, examples: 0 })),
    players,
    random,
    estimate: estimate && {
      power: Float64Array.from(estimate),
      standardError: new Float64Array(players.count),
      degreesOfFreedom: 1,
      evaluations,
    },
    settings: {
      strategy: cell.strategy,
      scope: cell.scope,
      target,
      stepUnits: Math.ceil(target / rounds),
      index,
      roundEvaluations: Math.floor(evaluations / rounds),
      stepEvaluations: 1024,
    },
  });
  for (;;) {
    const { value, done } = await run.next();
    if (done) return [...value.selection];
  }
}

/** Test accuracy of one cell, read once; cached, since the whole table takes a while. */
async function cellAccuracy(bench: Bench, cell: Cell): Promise<number> {
  return cached(
    { ablation: bench.hash, rows: bench.calibration.length, test: bench.test.length, ...cell },
    async () => {
      const members = Uint8Array.from(await select(bench, cell));
      const outputs = await bench.evaluator.outputs({ players: members.length, rows: 1, members }, bench.test);
      return scoresOf(outputs, { kind: "classes", labels: bench.labelsOf(bench.test) })[0]?.value ?? 0;
    },
  );
}

/**
 * The paper's open questions on LeNet-5/MNIST: how sensitive the pruned accuracy is to d, how many samples are enough,
 * and global against layer-wise; 51 of 226 units, 250 calibration examples, five sampling seeds, no refit, no training.
 */
export async function bench(): Promise<BenchResult> {
  await startBackend("wasm");
  const lenet = await lenetOnMnist({ calibration: 250, validation: 1000, test: 4000 });
  const rows: {
    strategy: StrategyName;
    scope: SelectionScope;
    "evaluations / N": number;
    d: number;
    median: number;
    least: number;
    most: number;
  }[] = [];
  const headline: Record<string, number> = {};
  for (const strategy of strategies)
    for (const scope of scopes)
      for (const budget of perPlayer)
        for (const bias of biases) {
          const found: number[] = [];
          for (const seed of seeds)
            found.push(await cellAccuracy(lenet, { strategy, bias, perPlayer: budget, scope, seed }));
          rows.push({
            strategy,
            scope,
            "evaluations / N": budget,
            d: bias,
            median: Number(median(found).toFixed(3)),
            least: Number(Math.min(...found).toFixed(3)),
            most: Number(Math.max(...found).toFixed(3)),
          });
          console.log(strategy, scope, budget, bias, median(found).toFixed(3));
          if (budget === 40 && bias === 0.225) headline[`${strategy} ${scope} 40N d=0.225`] = median(found);
        }
  const out = path.join(import.meta.dirname, "../out");
  mkdirSync(out, { recursive: true });
  for (const strategy of strategies)
    for (const scope of scopes) {
      const lines = perPlayer.map((budget) => ({
        name: `${budget}N`,
        points: rows
          .filter((row) => row.strategy === strategy && row.scope === scope && row["evaluations / N"] === budget)
          .map((row) => ({ x: row.d, y: row.median, low: row.least, high: row.most })),
      }));
      const title = `${strategy}, ${scope}: test accuracy at 51 of 226 units against d, by evaluations`;
      writeFileSync(
        path.join(out, `ablation-${strategy}-${scope}.svg`),
        linePlot({ title, x: "bias d", y: "test accuracy", lines }),
      );
    }
  return { headline, rows, environment: { network: "LeNet-5 on MNIST", backend: "wasm in Node" } };
}
