import { blockDesignOf } from "../core/estimate/block-design.ts";
import { complementPairs } from "../core/estimate/complement-pairs.ts";
import type { Estimator } from "../core/estimate/estimator.ts";
import { estimatorFor } from "../core/estimate/estimator-for.ts";
import { estimatorNamed } from "../core/estimate/estimators.ts";
import { exactEnumeration } from "../core/estimate/exact-enumeration.ts";
import { finalEstimate } from "../core/estimate/final-estimate.ts";
import { gradientPrior } from "../core/estimate/gradient-prior.ts";
import { leastSquares, leastSquaresWith } from "../core/estimate/least-squares.ts";
import { sampleReuse } from "../core/estimate/sample-reuse.ts";
import type { SamplingCheckpoint } from "../core/estimate/step-through.ts";
import type { Game } from "../core/game/game.ts";
import { isMeanPayoff } from "../core/game/per-example-payoff.ts";
import { type PayoffRecord, recordedPayoffGame } from "../core/game/recorded-payoff-game.ts";
import { biasOf } from "../core/power/index-bias.ts";
import type { PowerEstimate } from "../core/power/power-index.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { focusedLeastSquares } from "../core/settle/focused-least-squares.ts";
import { lookTimes, oneLook } from "../core/settle/peeking.ts";
import { carriedStates, type SettledEstimate, settledEstimate } from "../core/settle/settled-estimate.ts";
import { firstLook, untilSettled } from "../core/settle/until-settled.ts";
import { withinSeconds } from "../core/settle/within-seconds.ts";
import type { Step } from "../core/step.ts";
import { exampleNoise, exampleNoiseSteps } from "../core/uncertainty/example-noise.ts";
import { replayedNoise } from "../core/uncertainty/replayed-noise.ts";
import type { EstimateSpec, Estimation } from "./contract.ts";
import { courseOf } from "./course.ts";
import { blocksOf, type RunOnBlocks, runOnBlocks } from "./example-blocks.ts";
import { examplesPayoffs } from "./examples-payoffs.ts";
import { calibrationTruth, gameOf, stepOf } from "./game-of.ts";
import type { Journal } from "./journal.ts";
import { checksOf } from "./journalled-game.ts";
import { type Prepared, ready, type Workbench } from "./workbench.ts";

/** Chance that no state is ever declared wrongly. */
export const stateLevel = 0.95;

/** The first ranking: backward passes through the masks. Null for data without classes. */
async function* firstRanking(
  bench: Workbench,
  spec: EstimateSpec,
  journal: Journal,
): AsyncGenerator<Step<PowerEstimate>, Float64Array | null> {
  const { model, session } = ready(bench);
  const rows = session.split.calibration;
  const truth = await calibrationTruth(session, spec.payoff);
  if (spec.priorMasks === 0 || truth.kind !== "classes") return null;
  const slopes = bench.parts.maskGradients(model.model, model.graph, model.players, session.inputsOf);
  try {
    const source = {
      players: model.players.count,
      // asked for a mask at a time
      gradients: (batch: Parameters<typeof slopes.gradients>[0]) =>
        journal.rows("slopes", checksOf(batch), batch.players, () => slopes.gradients(batch, rows, truth.labels)),
    };
    const bias = biasOf(spec.index) ?? 0.5;
    const { power } = yield* gradientPrior(source, bias, spec.priorMasks, seededRandom(spec.seed, "prior"));
    return power;
  } finally {
    slopes.dispose();
  }
}

/** The game of the payoff, recorded where the payoff is a mean over examples with classes. */
async function playedGame(
  session: Prepared,
  { payoff }: EstimateSpec,
  journal: Journal,
): Promise<{ game: Game; record: PayoffRecord | null }> {
  const truth = await calibrationTruth(session, payoff);
  if (truth.kind === "values" || !isMeanPayoff(payoff))
    return { game: await gameOf(session, payoff, journal), record: null };
  const played = examplesPayoffs(session, truth.labels, payoff, journal, "examples");
  const game = recordedPayoffGame(session.evaluator, session.split.calibration, truth, payoff, undefined, played);
  return { game, record: game.record };
}

/** States of the top `count` for a run of a given length: looked at in between at the planned times only. */
async function* withStates(
  steps: AsyncGenerator<Step<PowerEstimate>, PowerEstimate>,
  players: number,
  total: number,
  { count, level }: { readonly count: number; readonly level: number },
  exact: boolean,
): AsyncGenerator<Step<SettledEstimate>, SettledEstimate> {
  const times = lookTimes(firstLook * players, total);
  const settle = { count, tolerance: 0, level };
  let looks = 0;
  let seen: SettledEstimate | null = null;
  for (;;) {
    const { value, done } = await steps.next();
    // Every coalition played: nothing is sampled, and one look says all.
    if (done) return settledEstimate(value, settle, exact ? oneLook : { taken: looks + 1, planned: times.length });
    const due = times[looks];
    if (due !== undefined && looks < times.length - 1 && value.answer.evaluations >= due) {
      looks += 1;
      seen = settledEstimate(value.answer, settle, { taken: looks, planned: times.length });
    }
    yield { answer: carriedStates(value.answer, seen, times.length), progress: value.progress };
  }
}

/** Evaluations can be spent on the undecided alone where the estimator is least squares and its matrix fits. */
const focusable = ({ name }: { readonly name: string }, players: number, { kind }: EstimateSpec["index"]) =>
  kind !== "shapley" && players <= 3000 && (name === leastSquares.name || name === complementPairs.name);

const isFocused = (estimator: { readonly name: string }, players: number, { stop, index }: EstimateSpec) =>
  stop.kind === "settled" && stop.focused && focusable(estimator, players, index);

/** The run on blocks of the examples; null where every coalition is played on all of them. */
async function dealtRun(
  bench: Workbench,
  estimator: Estimator<SamplingCheckpoint>,
  spec: EstimateSpec,
  stepEvaluations: number,
  journal: Journal,
): Promise<RunOnBlocks | null> {
  const { model, session } = ready(bench);
  const { examplesEach: each = "all", payoff, seed, stop } = spec;
  const design = isFocused(estimator, model.players.count, spec) ? null : blockDesignOf(estimator);
  if (design === null) return null;
  const bias = design.together === 1 ? biasOf(spec.index) : null;
  const wanted = { each, payoff, bias, evaluations: stop.evaluations, seed };
  const blocks = await blocksOf(session, model.model, wanted, journal);
  if (blocks === null) return null;
  return runOnBlocks(
    blocks,
    design,
    { evaluations: stop.evaluations, stepEvaluations },
    seededRandom(seed, "estimate"),
  );
}

/** Estimators whose coalitions are independent draws from R_d, which the noise of the examples is computed from. */
const drawsFromBias = new Set([leastSquares.name, complementPairs.name, sampleReuse.name]);

/** The estimate as its stopping rule wants it. */
function stepsOf(
  game: Game,
  estimator: Estimator<SamplingCheckpoint>,
  spec: EstimateSpec,
  stepEvaluations: number,
  level: number,
  now: () => number,
): AsyncGenerator<Step<SettledEstimate>, SettledEstimate> {
  const { stop, index, count } = spec;
  const random = seededRandom(spec.seed, "estimate");
  const budget = { evaluations: stop.evaluations, stepEvaluations };
  if (stop.kind === "settled") {
    const settle = { count: stop.count, tolerance: stop.tolerance, level };
    return stop.focused && focusable(estimator, game.players, index)
      ? focusedLeastSquares(game, index, budget, settle, random)
      : untilSettled(estimator, game, index, budget, settle, random);
  }
  const steps =
    stop.kind === "seconds"
      ? withinSeconds(estimator, game, index, { ...budget, seconds: stop.seconds }, random, () => now() / 1000)
      : estimator.estimate(game, index, budget, random);
  return withStates(steps, game.players, stop.evaluations, { count, level }, estimator.name === exactEnumeration.name);
}

/** Resamples of the examples behind their noise, where it has no closed form. */
const noiseResamples = 20;

/** The same run on another game: seed and budget as before, in one step. */
const rerunOf =
  (estimator: Estimator<SamplingCheckpoint>, { index, stop, seed }: EstimateSpec) =>
  async (game: Game) => {
    const budget = { evaluations: stop.evaluations, stepEvaluations: stop.evaluations };
    return (await finalEstimate(estimator.estimate(game, index, budget, seededRandom(seed, "estimate")))).power;
  };

/** Operations of the noise of the examples in a second, about. */
const noiseRate = 4e8;

/** Seconds of the evaluations, and of the noise of the examples after them, as foreseen. */
export function foreseenSeconds(
  session: Pick<Prepared, "split" | "pace">,
  players: number,
  { index, stop }: Pick<EstimateSpec, "index" | "stop">,
): [number, number] {
  const { evaluations } = stop;
  const examples = session.split.calibration.length;
  return [evaluations * session.pace.seconds(biasOf(index) ?? 0.5), (evaluations * players * examples) / 2 / noiseRate];
}

/**
 * Power index of every unit that plays on the calibration examples: a first ranking by gradients, then the estimator's.
 * @param journal several games of one job may share it, one after the other
 * @param bench the players are its model's, the game its evaluator's
 * @param level chance that no state of a unit is ever declared wrongly
 */
export async function* estimateGame(
  bench: Workbench,
  spec: EstimateSpec,
  journal: Journal,
  level = stateLevel,
): AsyncGenerator<Step<Estimation>, Estimation> {
  const { model, session } = ready(bench);
  const ranking = firstRanking(bench, spec, journal);
  const [playing, noise] = foreseenSeconds(session, model.players.count, spec);
  const foreseen = [spec.stop.kind === "seconds" ? spec.stop.seconds : playing, noise];
  let prior: Float64Array | null = null;
  let ranked = 0;
  for (;;) {
    const since = bench.parts.now();
    const { value, done } = await ranking.next();
    ranked += (bench.parts.now() - since) / 1000;
    if (done) {
      prior = value;
      break;
    }
    const none = carriedStates({ ...value.answer, evaluations: 0 }, null, 0);
    const answer: Estimation = { ...none, estimator: "gradient-prior", prior: value.answer.power, exampleError: null };
    const masks = value.progress;
    yield { answer, progress: courseOf([(ranked * masks.total) / masks.done, ...foreseen])(0, masks) };
  }
  const at = courseOf([ranked, ...foreseen]);
  const chosen =
    spec.estimator === "default"
      ? estimatorFor(spec.index, { players: model.players.count, evaluations: spec.stop.evaluations })
      : estimatorNamed(spec.estimator);
  const estimator = prior && chosen.name === leastSquaresWith({}).name ? leastSquaresWith({ prior }) : chosen;
  const pace = stepOf(session, spec.stepEvaluations);
  const dealt = await dealtRun(bench, chosen, spec, pace, journal);
  const { game, record } = dealt ? { game: dealt.game, record: null } : await playedGame(session, spec, journal);
  const stop = dealt ? { ...spec.stop, evaluations: dealt.evaluations } : spec.stop;
  const steps = stepsOf(
    game,
    estimator,
    { ...spec, stop },
    dealt?.stepEvaluations ?? pace,
    level,
    journal.clock("clock", bench.parts.now),
  );
  const common = { estimator: chosen.name, prior };
  const anew = !journal.replaying;
  let [played, since] = [0, bench.parts.now()];
  const spentBy = (evaluations: number) => dealt?.spent(evaluations) ?? {};
  for (;;) {
    const { value, done } = await steps.next();
    played += (bench.parts.now() - since) / 1000;
    if (!done) {
      const spent = spentBy(value.answer.evaluations);
      yield { answer: { ...value.answer, ...common, ...spent, exampleError: null }, progress: at(1, value.progress) };
      since = bench.parts.now();
      continue;
    }
    if (!dealt && anew && stop.kind === "evaluations") session.pace.saw?.(playing, played);
    const spent = { done: value.evaluations, total: value.evaluations, unit: "evaluations" as const };
    let answer: Estimation = { ...value, ...common, ...spentBy(value.evaluations), exampleError: null };
    yield { answer, progress: at(1, spent) };
    if (record && drawsFromBias.has(chosen.name) && !isFocused(chosen, game.players, spec)) {
      const noise = exampleNoise(record);
      const steps = exampleNoiseSteps(record.examples);
      let step = noise.next();
      for (let taken = 1; !step.done; taken++) {
        yield { answer, progress: { ...at(2, { done: taken, total: steps, unit: "stages" }), ...spent } };
        step = noise.next();
      }
      answer = { ...answer, exampleError: step.value };
    } else if (record && spec.stop.kind === "evaluations" && record.rows >= value.evaluations) {
      const noise = replayedNoise(
        record,
        rerunOf(estimator, spec),
        noiseResamples,
        seededRandom(spec.seed, "examples"),
      );
      for (;;) {
        const { value: resamples, done: finished } = await noise.next();
        if (finished) {
          answer = { ...answer, exampleError: resamples };
          break;
        }
        yield { answer, progress: at(2, { done: resamples, total: noiseResamples, unit: "resamples" }) };
      }
      yield { answer, progress: spent };
    }
    return answer;
  }
}
