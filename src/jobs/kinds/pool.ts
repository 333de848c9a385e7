import { poolDesign } from "../../core/estimate/block-design.ts";
import { samplePool } from "../../core/estimate/one-pool.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { Progress } from "../../core/step.ts";
import { courseOf } from "../course.ts";
import { blocksOf, runOnBlocks } from "../example-blocks.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Operations a second of the fit, about. */
const fitRate = 8e8;
/** Coefficients a player of the fit: those of the curve over d. */
const coefficients = 3;

/** Seconds of the last fit, as foreseen: two weightings of the rows, with all pairs of coefficients each. */
const fitSeconds = (players: number, rows: number): number => (rows * (coefficients * players) ** 2) / fitRate;

/** One pool of coalitions for every d and Shapley; the page ranks from its fit without new evaluations. */
export const pool: Job<"pool"> = async function* (bench, spec, journal) {
  const { model, session } = ready(bench);
  const budget = { evaluations: spec.evaluations, stepEvaluations: stepOf(session, spec.stepEvaluations) };
  const focus = spec.focus === null ? {} : { focus: spec.focus };
  const { examplesEach: each = "all", payoff, evaluations, seed } = spec;
  const random = seededRandom(seed, "pool");
  const wanted = { each, payoff, bias: spec.focus ?? 0.5, evaluations, seed };
  const blocks = await blocksOf(session, model.model, wanted, journal);
  const examples = blocks === null ? 1 : blocks.each / blocks.examples;
  /** With the cost of the fit at the end, whose looks on the way are part of the evaluations' pace. */
  const at = (progress: Progress): Progress => {
    const playing = progress.total * examples * session.pace.seconds(0.5);
    const course = courseOf([playing, fitSeconds(model.players.count, progress.total)]);
    return progress.done < progress.total ? course(0, progress) : course(1, progress);
  };
  if (blocks === null) {
    const steps = samplePool(await gameOf(session, payoff, journal), budget, random, undefined, focus);
    for (;;) {
      const { value, done } = await steps.next();
      if (done) return value;
      yield { ...value, progress: at(value.progress) };
    }
  }
  const run = runOnBlocks(blocks, poolDesign, budget, random);
  const steps = samplePool(run.game, run, random, undefined, focus);
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { ...value, ...run.spent(value.evaluations) };
    yield { answer: { ...value.answer, ...run.spent(value.answer.evaluations) }, progress: at(value.progress) };
  }
};
