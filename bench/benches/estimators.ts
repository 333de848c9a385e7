import { antitheticPermutations } from "../../src/core/estimate/antithetic-permutations.ts";
import type { Estimator } from "../../src/core/estimate/estimator.ts";
import { finalEstimate } from "../../src/core/estimate/final-estimate.ts";
import { gradientPrior, priorMasks } from "../../src/core/estimate/gradient-prior.ts";
import { kernelShap, pairedKernelShap } from "../../src/core/estimate/kernel-shap.ts";
import { leastSquares } from "../../src/core/estimate/least-squares.ts";
import { marginalPairs } from "../../src/core/estimate/marginal-pairs.ts";
import { onePool, onePoolWith } from "../../src/core/estimate/one-pool.ts";
import { pairedLeverage } from "../../src/core/estimate/paired-leverage.ts";
import { permutations } from "../../src/core/estimate/permutations.ts";
import { sampleReuse } from "../../src/core/estimate/sample-reuse.ts";
import type { SamplingCheckpoint } from "../../src/core/estimate/step-through.ts";
import { truncatedPermutations } from "../../src/core/estimate/truncated-permutations.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import type { PowerIndex } from "../../src/core/power/power-index.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { rankCorrelation } from "../../src/core/stats/rank-correlation.ts";
import { maskGradients } from "../../src/engine/mask-gradients.ts";
import type { BenchResult, Row } from "../bench.ts";
import { coverageTable } from "../coverage.ts";
import { type Bench, cached, lenetOnMnist, sourceHash } from "../network-game.ts";
import { referencePower } from "../reference-power.ts";
import { startBackend } from "../start-backend.ts";
import { twoLayerOnDigits } from "../train/two-layer-network.ts";

type AnyEstimator = Estimator<SamplingCheckpoint>;

const biased = { kind: "biased-banzhaf", bias: 0.225 } as const;
const shapley = { kind: "shapley" } as const;

/** Mean squared error over players and seeds against the reference. */
async function errorOf(
  bench: Bench,
  estimator: AnyEstimator,
  index: PowerIndex,
  evaluations: number,
  reference: Float64Array,
  seeds: readonly number[],
  tag = "",
): Promise<number> {
  const errors: number[] = [];
  for (const seed of seeds) {
    const bent = estimator.name === pairedLeverage.name && bench.players.count <= 1000;
    const key = {
      ...(bent ? { columns: "bent" } : {}),
      estimate: bench.hash,
      rows: [...bench.calibration],
      name: estimator.name,
      tag,
      index,
      evaluations,
      seed,
    };
    const power = await cached(key, async () => {
      const game = payoffGame(bench.evaluator, bench.calibration, bench.labelsOf(bench.calibration), "accuracy");
      const random = seededRandom(seed, `bench ${estimator.name} ${tag}`);
      return [
        ...(await finalEstimate(estimator.estimate(game, index, { evaluations, stepEvaluations: 4096 }, random))).power,
      ];
    });
    errors.push(power.reduce((sum, value, player) => sum + (value - (reference[player] ?? 0)) ** 2, 0) / power.length);
  }
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

interface Contender {
  readonly estimator: AnyEstimator;
  readonly index: PowerIndex;
  /** Evaluations a player that it is measured at. */
  readonly at: number;
  readonly seeds: readonly number[];
}

/**
 * Evaluations that each contender needs for the error that the index's default has at 10N: measured at one budget and
 * scaled by error² ~ 1 / evaluations, which is exact for unbiased estimators of independent samples.
 */
async function compare(
  bench: Bench,
  network: string,
  references: ReadonlyMap<string, Float64Array>,
  defaults: ReadonlyMap<string, AnyEstimator>,
  contenders: readonly Contender[],
  seeds: readonly number[],
): Promise<Map<string, number>> {
  const n = bench.players.count;
  const ratios = new Map<string, number>();
  for (const { estimator, index, at, seeds: own } of contenders) {
    const reference = references.get(index.kind) as Float64Array;
    const standard = await errorOf(bench, defaults.get(index.kind) as AnyEstimator, index, 10 * n, reference, seeds);
    const error = await errorOf(bench, estimator, index, at * n, reference, own);
    const needed = (at * n * error) / standard;
    ratios.set(`${index.kind} ${estimator.name}`, needed / (10 * n));
    rows.push({
      network,
      index: index.kind,
      estimator: estimator.name,
      "measured at": `${at}N`,
      "error (RMS)": Number(Math.sqrt(error).toExponential(2)),
      "evaluations for the default's error at 10N": Math.round(needed),
      "times the default": Number((needed / (10 * n)).toFixed(2)),
    });
    console.log(network, index.kind, estimator.name, (needed / (10 * n)).toFixed(2));
  }
  return ratios;
}

const rows: Row[] = [];
const five = [1, 2, 3, 4, 5];
const three = [1, 2, 3];
const two = [1, 2];

const defaults = new Map<string, AnyEstimator>([
  [biased.kind, leastSquares],
  [shapley.kind, pairedLeverage],
]);

/** Reference values of both indices. */
async function referencesOf(bench: Bench, evaluations: number): Promise<Map<string, Float64Array>> {
  return new Map([
    [biased.kind, await referencePower(bench, biased, evaluations)],
    [shapley.kind, await referencePower(bench, shapley, evaluations, pairedLeverage as never)],
  ] as [string, Float64Array][]);
}

async function onLenet(): Promise<Record<string, number>> {
  const bench = await lenetOnMnist({ calibration: 250, validation: 1000, test: 10_000 });
  const n = bench.players.count;
  const references = await referencesOf(bench, 200_000);
  const contenders: Contender[] = [
    { estimator: leastSquares, index: biased, at: 10, seeds: five },
    { estimator: marginalPairs, index: biased, at: 20, seeds: three },
    { estimator: sampleReuse, index: biased, at: 20, seeds: three },
    { estimator: pairedLeverage, index: shapley, at: 10, seeds: five },
    { estimator: antitheticPermutations, index: shapley, at: 20, seeds: three },
    { estimator: permutations, index: shapley, at: 20, seeds: three },
    { estimator: truncatedPermutations, index: shapley, at: 20, seeds: three },
    { estimator: kernelShap, index: shapley, at: 20, seeds: three },
    { estimator: pairedKernelShap, index: shapley, at: 20, seeds: three },
  ];
  const ratios = await compare(bench, "LeNet-5 on MNIST, 226 units", references, defaults, contenders, five);
  const error = (estimator: AnyEstimator, index: PowerIndex, tag = "") =>
    errorOf(bench, estimator, index, 10 * n, references.get(index.kind) as Float64Array, five, tag);
  const poolShapley = Math.sqrt((await error(onePool, shapley, "uniform")) / (await error(pairedLeverage, shapley)));
  const poolBanzhaf = Math.sqrt(
    (await error(onePoolWith({ focus: 0.225 }), biased, "half at d")) / (await error(leastSquares, biased)),
  );
  const plainBanzhaf = Math.sqrt((await error(onePool, biased, "uniform")) / (await error(leastSquares, biased)));
  for (const [name, ratio] of [
    ["one pool, uniform t: Shapley", poolShapley],
    ["one pool, half at d: beta^0.225", poolBanzhaf],
    ["one pool, uniform t: beta^0.225", plainBanzhaf],
  ] as const)
    rows.push({
      network: "LeNet-5 on MNIST, 226 units",
      estimator: name,
      "measured at": "10N",
      "times the default's error": Number(ratio.toFixed(3)),
    });
  const slopes = maskGradients(bench.model, bench.graph, bench.players, bench.inputsOf);
  const labels = bench.labelsOf(bench.calibration);
  const source = {
    players: n,
    gradients: (batch: Parameters<typeof slopes.gradients>[0]) => slopes.gradients(batch, bench.calibration, labels),
  };
  const prior = (await finalEstimate(gradientPrior(source, biased.bias, priorMasks, seededRandom(1, "prior")))).power;
  slopes.dispose();
  return {
    pairsOverBanzhaf: ratios.get(`${biased.kind} ${marginalPairs.name}`) ?? Number.NaN,
    permutationsOverShapley: ratios.get(`${shapley.kind} ${antitheticPermutations.name}`) ?? Number.NaN,
    poolShapleyOverDedicated: poolShapley,
    poolBanzhafOverDedicated: poolBanzhaf,
    gradientRankCorrelation: rankCorrelation(prior, references.get(biased.kind) as Float64Array),
  };
}

async function onTwoLayers(): Promise<void> {
  const bench = await twoLayerOnDigits({ calibration: 60, validation: 100, test: 539 });
  const references = await referencesOf(bench, 100_000);
  const contenders: Contender[] = [
    { estimator: leastSquares, index: biased, at: 10, seeds: two },
    { estimator: marginalPairs, index: biased, at: 10, seeds: two },
    { estimator: sampleReuse, index: biased, at: 10, seeds: two },
    { estimator: pairedLeverage, index: shapley, at: 10, seeds: two },
    { estimator: antitheticPermutations, index: shapley, at: 10, seeds: two },
  ];
  await compare(bench, "two dense layers on digits, 1,028 units", references, defaults, contenders, two);
}

/**
 * Evaluations that each estimator needs for the error that the default has at 10N, on LeNet-5/MNIST (250 examples,
 * reference values from 200,000 evaluations) and on a network of 1,028 units (100,000); and the coverage of intervals.
 */
export async function bench(): Promise<BenchResult> {
  await startBackend("wasm");
  const headline = await onLenet();
  await onTwoLayers();
  const coverage = await cached({ coverage: 500, code: sourceHash("src/core/estimate") }, () => coverageTable(500));
  for (const row of coverage) rows.push({ ...row });
  const covered = coverage.map((row) => row.coverage);
  return {
    headline: { ...headline, coverageMin: Math.min(...covered), coverageMax: Math.max(...covered) },
    rows,
    environment: { backend: "wasm in Node" },
  };
}
