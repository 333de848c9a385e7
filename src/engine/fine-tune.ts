import { FailureError } from "../core/failure.ts";
import type { Score } from "../core/game/score.ts";
import type { Model } from "../core/model/model.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import type { FineTuneSettings } from "../core/repair/repair-settings.ts";
import { type RepairedWeights, repairedWeights, withRepairedWeights } from "../core/repair/repaired-weights.ts";
import type { Lessons, Tuning } from "../core/repair/tuning.ts";
import type { Step } from "../core/step.ts";
import { type TrainingCheckpoint, trainOn } from "./train-on.ts";

/** Where tuning stands; plain. */
export interface TuningCheckpoint extends Omit<Tuning, "best"> {
  readonly best: Omit<Tuning["best"], "model"> & { readonly model: RepairedWeights };
  readonly training: TrainingCheckpoint;
}

const tuningFrom = (model: Model, { epochs, underway, best }: TuningCheckpoint): Tuning => ({
  epochs,
  underway,
  best: { ...best, model: withRepairedWeights(model, best.model) },
});

const diverged = (epoch: number) =>
  new FailureError({
    kind: "settings-invalid",
    message: "The training ran away: its loss is no number any more.",
    where: `epoch ${epoch}`,
    advice: "Lower the learning rate.",
  });

/**
 * Trains a network further and keeps the best of it: after each epoch `judge` measures it on validation examples, and
 * training ends early after `patience` epochs without a better figure. The network as it came counts as epoch 0.
 * @param start score of the model as it came, by the same judge
 * @param stepBatches batches between two steps: pace only
 * @param from a snapshot of a step of the same tuning (`TuningCheckpoint`)
 * @throws FailureError settings-invalid where the loss is no number before anything better was found
 */
export async function* fineTune(
  model: Model,
  start: Score,
  lessons: Lessons,
  settings: FineTuneSettings,
  judge: (model: Model) => Promise<Score>,
  random: RandomSource,
  stepBatches: number,
  from?: TuningCheckpoint,
): AsyncGenerator<Step<Tuning>, Tuning> {
  let state: Tuning = from
    ? tuningFrom(model, from)
    : { epochs: [], underway: null, best: { epoch: 0, model, score: start } };
  const course = { ...settings, stepBatches };
  const last = state.epochs.at(-1)?.epoch ?? 0;
  if (state.underway === null && last > 0 && last - state.best.epoch >= settings.patience) return state;
  for await (const step of trainOn(model, lessons, course, random, from?.training)) {
    const { answer, progress } = step;
    const snapshot = async (): Promise<TuningCheckpoint> => ({
      ...state,
      best: { ...state.best, model: repairedWeights(model, state.best.model) },
      training: (await step.snapshot?.()) as TrainingCheckpoint,
    });
    const { epoch, loss, ended } = answer;
    if (!Number.isFinite(loss)) {
      if (state.best.epoch === 0) throw diverged(epoch);
      break;
    }
    if (!ended) {
      state = { ...state, underway: { epoch, loss } };
      yield { answer: state, progress, snapshot };
      continue;
    }
    const score = await judge(answer.model);
    const better = score.value >= state.best.score.value;
    const best = better ? { epoch, model: answer.model, score } : state.best;
    state = { epochs: [...state.epochs, { epoch, loss, validation: score }], underway: null, best };
    yield { answer: state, progress, snapshot };
    if (epoch - best.epoch >= settings.patience) break;
  }
  return { ...state, underway: null };
}
