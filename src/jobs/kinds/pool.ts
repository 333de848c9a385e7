import { poolDesign } from "../../core/estimate/block-design.ts";
import { samplePool } from "../../core/estimate/one-pool.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { blocksOf, runOnBlocks } from "../example-blocks.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { poolCourse } from "../pool-course.ts";
import { ready } from "../workbench.ts";

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
  const at = (total: number, step: number) =>
    poolCourse(model.players.count, total, examples * session.pace.seconds(0.5), step);
  if (blocks === null) {
    const steps = samplePool(await gameOf(session, payoff, journal), budget, random, undefined, focus);
    const course = at(evaluations, budget.stepEvaluations);
    for (;;) {
      const { value, done } = await steps.next();
      if (done) return value;
      yield { ...value, progress: course(value.progress) };
    }
  }
  const run = runOnBlocks(blocks, poolDesign, budget, random);
  const steps = samplePool(run.game, run, random, undefined, focus);
  const course = at(run.evaluations, run.stepEvaluations);
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { ...value, ...run.spent(value.evaluations) };
    yield { answer: { ...value.answer, ...run.spent(value.answer.evaluations) }, progress: course(value.progress) };
  }
};
