import type { ExamplesEach } from "../../core/game/example-blocks.ts";
import { isMeanPayoff } from "../../core/game/per-example-payoff.ts";
import type { Model } from "../../core/model/model.ts";
import { biasOf } from "../../core/power/index-bias.ts";
import { costMeter } from "../../core/prune/cost-meter.ts";
import { survivorBias } from "../../core/prune/iterated-pruning.ts";
import type { PruningTask } from "../../core/prune/pruning-task.ts";
import { strategyFor } from "../../core/prune/strategy-for.ts";
import { choosesForRefit, type Trail } from "../../core/prune/trail.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { Progress } from "../../core/step.ts";
import { afterRefitOf } from "../after-refit.ts";
import { baselineRanking } from "../baseline-ranking.ts";
import type { PruneSpec } from "../contract.ts";
import { secondsOfCost } from "../course.ts";
import { type BlocksWanted, blocksOf } from "../example-blocks.ts";
import { examplesPayoffs, raceBlocks } from "../examples-payoffs.ts";
import { calibrationTruth, gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import type { Journal } from "../journal.ts";
import { journalledEach } from "../journalled-game.ts";
import { scoreCoalitions } from "../score-of.ts";
import { type Prepared, ready } from "../workbench.ts";

/** The payoff example by example, where it is a mean over examples. */
async function perExample(
  session: Prepared,
  model: Model,
  { payoff, settings }: PruneSpec,
  journal: Journal,
): Promise<Pick<PruningTask, "perExample" | "inBlocks">> {
  const truth = await calibrationTruth(session, payoff);
  if (truth.kind !== "classes" || !isMeanPayoff(payoff)) return {};
  const raced = settings.strategy === "building-with-raced-swaps";
  const inBlocks = raced ? raceBlocks(session, model, truth.labels, payoff, journal) : null;
  return {
    perExample: examplesPayoffs(session, truth.labels, payoff, journal, "examples"),
    ...(inBlocks ? { inBlocks } : {}),
  };
}

/** Whether a run estimates power from sampled coalitions. */
const samples = ({ settings: { strategy }, estimate }: PruneSpec) =>
  strategy === "top-n" ? estimate === null : strategy.startsWith("iterated-") || strategy.endsWith("-swaps");

/** How the examples are to be cut: the pilot plays the game of the first round. */
function pilotOf({ payoff, settings, seed }: PruneSpec, each: ExamplesEach): BlocksWanted {
  const bias = biasOf(settings.index);
  const first = settings.strategy.includes("pruning") ? survivorBias : bias;
  return {
    each,
    payoff,
    bias: settings.index.kind === "biased-banzhaf" && bias !== 0.5 ? first : null,
    evaluations: settings.roundEvaluations,
    seed,
  };
}

/** Runs a strategy: ranks on calibration examples, measures every size it passes on validation examples. */
export const prune: Job<"prune"> = async function* (bench, spec, journal) {
  const { model, session } = ready(bench);
  const { settings } = spec;
  const selection = new Uint8Array(model.players.count).fill(1);
  const nothing: Trail = { settings, points: [], evaluations: 0, estimate: null, selection };
  const ranking = baselineRanking(bench, spec, journal);
  let ranked = await ranking.next();
  for (; !ranked.done; ranked = await ranking.next()) yield { answer: nothing, progress: ranked.value };
  const refit = choosesForRefit(settings.strategy) ? await afterRefitOf(bench, spec, journal) : null;
  const { examplesEach: each = "all" } = settings;
  const blocks = samples(spec) ? await blocksOf(session, model.model, pilotOf(spec, each), journal) : null;
  const running = strategyFor(settings.strategy)({
    game: await gameOf(session, spec.payoff, journal),
    measure: journalledEach(journal, "validation", (batch) =>
      scoreCoalitions(session, batch, session.split.validation),
    ),
    players: model.players,
    settings: { ...settings, stepEvaluations: stepOf(session, settings.stepEvaluations) },
    estimate: ranked.value ?? spec.estimate,
    cost: costMeter(model.model, model.graph, model.players),
    ...(await perExample(session, model.model, spec, journal)),
    ...(blocks ? { blocks } : {}),
    ...(refit ? { afterRefit: refit.afterRefit } : {}),
    prices: {
      coalition: session.pace.seconds,
      measuring: session.split.validation.length / Math.max(1, session.split.calibration.length),
    },
    random: seededRandom(spec.seed, "prune"),
  });
  // the prices of rounds are seconds
  const inRounds = settings.strategy.startsWith("iterated-") || settings.strategy.endsWith("-swaps");
  const priced = (progress: Progress): Progress => (inRounds ? secondsOfCost(progress) : progress);
  // this machine's pace is none of the settings
  const asked = (trail: Trail): Trail => ({ ...trail, settings });
  try {
    for (;;) {
      const { value, done } = await running.next();
      if (done) return asked(value);
      yield { ...value, answer: asked(value.answer), progress: priced(value.progress) };
    }
  } finally {
    await running.return(nothing);
    refit?.dispose();
  }
};
