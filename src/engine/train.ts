import type { Model } from "../core/model/model.ts";
import { inputOf } from "../core/model/shapes.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import type { Step } from "../core/step.ts";
import { checkIds } from "./check-ids.ts";
import { type TrainingState, trainOn } from "./train-on.ts";

export interface TrainingSettings {
  readonly epochs: number;
  readonly batch: number;
  /** Adam's learning rate at the start; it falls to a tenth along half a cosine. */
  readonly rate: number;
}

/**
 * Trains a classifier with Adam on cross-entropy, all examples in memory; yields once an epoch. See `trainOn`.
 * @param inputs examples x input size
 * @param labels class index an example
 * @throws FailureError dataset-invalid where the inputs hold tokens that the network does not know
 */
export function train(
  model: Model,
  inputs: Float32Array,
  labels: Int32Array,
  settings: TrainingSettings,
  random: RandomSource,
): AsyncGenerator<Step<TrainingState>, Model> {
  checkIds(model, inputs, labels.length);
  const size = inputOf(model).shape.reduce((product, axis) => product * axis, 1);
  const lessons = {
    count: labels.length,
    inputsOf: (rows: Int32Array) => {
      const x = new Float32Array(rows.length * size);
      rows.forEach((row, place) => {
        x.set(inputs.subarray(row * size, (row + 1) * size), place * size);
      });
      return x;
    },
    truthOf: (rows: Int32Array) => ({ kind: "classes" as const, labels: Int32Array.from(rows, (row) => labels[row]) }),
  };
  const course = {
    ...settings,
    optimizer: "adam",
    schedule: "cosine",
    distillation: null,
    stepBatches: Infinity,
  } as const;
  return trainOn(model, lessons, course, random);
}
