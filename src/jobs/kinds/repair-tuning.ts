import { votesOf } from "../../core/game/predictions.ts";
import type { Score } from "../../core/game/score.ts";
import type { Truth } from "../../core/game/truth.ts";
import type { Model } from "../../core/model/model.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { FineTuneSettings } from "../../core/repair/repair-settings.ts";
import { repairedWeights } from "../../core/repair/repaired-weights.ts";
import type { Tuning } from "../../core/repair/tuning.ts";
import type { Step } from "../../core/step.ts";
import type { Repair } from "../repair-contract.ts";
import { modelOutputsInSteps, scoreModelInSteps } from "../score-model.ts";
import { ready } from "../workbench.ts";
import type { RepairUnderway } from "./repair.ts";

/** Examples between two steps of training, about: what a person waits for before a pause or cancel is heard. */
const stepExamples = 1000;

/** Cost of training on an example, in passes: forth and back. */
export const backAndForth = 3;

/** Outputs of the full network on the rows, wherever training needs them; null where it does not. */
async function* teacherOutputs(
  { bench, rows, known, at, journal }: RepairUnderway,
  wanted: boolean,
): AsyncGenerator<
  Step<Repair>,
  { readonly values: Float32Array; readonly votes: Int32Array; readonly width: number } | null
> {
  if (!wanted) return null;
  const { model, session } = ready(bench);
  const running = modelOutputsInSteps(bench.parts, session, model.model, rows, journal, "teacher");
  for (;;) {
    const { value, done } = await running.next();
    if (done) return { values: value.values, votes: Int32Array.from(votesOf(value)), width: value.width };
    const answer = { ...known, stage: "Running the full network to learn from" };
    yield { answer, progress: at(1, { done: value, total: rows.length, unit: "examples" }) };
  }
}

/** Fine-tunes the network; the best by validation is in every step, so that a cancelled run leaves it behind. */
export async function* tune(
  underway: RepairUnderway,
  settings: FineTuneSettings,
): AsyncGenerator<Step<Repair>, Repair> {
  const { bench, spec, network, cut, rows, before, known, at: course, journal } = underway;
  const { session } = ready(bench);
  const agreement = session.measure === "agreement";
  const teacher = yield* teacherOutputs(underway, agreement || settings.distillation !== null);
  const at = (lessons: Int32Array) => Int32Array.from(lessons, (lesson) => rows[lesson] as number);
  const truthOf = (lessons: Int32Array): Truth =>
    agreement && teacher
      ? { kind: "classes", labels: Int32Array.from(lessons, (lesson) => teacher.votes[lesson] as number) }
      : session.truthOf(at(lessons));
  const teacherOf = ({ values, width }: NonNullable<typeof teacher>, lessons: Int32Array) => {
    const given = new Float32Array(lessons.length * width);
    lessons.forEach((lesson, place) => {
      given.set(values.subarray(lesson * width, (lesson + 1) * width), place * width);
    });
    return given;
  };
  const lessons = {
    count: rows.length,
    inputsOf: (chosen: Int32Array) => session.inputsOf(at(chosen)),
    truthOf,
    ...(teacher && settings.distillation ? { teacherOf: (chosen: Int32Array) => teacherOf(teacher, chosen) } : {}),
  };
  const judge = async (model: Model): Promise<Score> => {
    const measuring = scoreModelInSteps(bench.parts, session, model, session.split.validation);
    for (;;) {
      const { value, done } = await measuring.next();
      if (done) return value;
    }
  };
  const stepBatches = Math.max(1, Math.round(stepExamples / settings.batch));
  const random = seededRandom(spec.seed, "fine-tune");
  let made: { best: Tuning["best"]; repaired: Repair["repaired"] } | null = null;
  const answerOf = ({ best, epochs, underway: on }: Tuning): Repair => {
    // compared once for each best, not at every step
    if (made?.best !== best) made = { best, repaired: repairedWeights(cut, best.model) };
    const stage = on === null ? "Training" : `Training: epoch ${on.epoch}, loss ${on.loss.toPrecision(3)}`;
    const found = epochs.length === 0 ? null : made.repaired;
    return { ...known, stage, epochs, bestEpoch: best.epoch, after: found && best.score, repaired: found };
  };
  const from = journal.state ?? undefined;
  const steps = bench.parts.repair.fineTune(network, before, lessons, settings, judge, random, stepBatches, from);
  try {
    for (;;) {
      const { value, done } = await steps.next();
      if (done) return { ...answerOf(value), stage: "Done" };
      const { answer, progress, snapshot } = value;
      // passes of an example: an epoch ends with the validation examples
      const measuring = session.split.validation.length;
      const cost = {
        done: backAndForth * settings.batch * progress.done + measuring * answer.epochs.length,
        total: backAndForth * settings.batch * progress.total + measuring * settings.epochs,
      };
      const shown = { ...course(2, { ...progress, cost }), atMost: true };
      yield { answer: answerOf(answer), progress: shown, ...(snapshot ? { snapshot } : {}) };
    }
  } finally {
    // who leaves on the way leaves weights and moments behind otherwise
    await steps.return(undefined as never);
  }
}
