import {
  type BatchNormLayer,
  type Layer,
  type LayerId,
  type Model,
  type Tensor as Weight,
  weightsOf,
} from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { inputOf } from "../core/model/shapes.ts";
import { type RandomSource, type RandomState, restoreRandom } from "../core/random/random-source.ts";
import { shuffle } from "../core/random/shuffle.ts";
import { learningRate } from "../core/repair/learning-rate.ts";
import type { Distillation, OptimizerName, ScheduleName } from "../core/repair/repair-settings.ts";
import { type RepairedWeights, withRepairedWeights } from "../core/repair/repaired-weights.ts";
import type { Lessons } from "../core/repair/tuning.ts";
import type { Step } from "../core/step.ts";
import { applyLayer } from "./apply-layer.ts";
import { normInBatch } from "./batch-norm-in-batch.ts";
import { checkIds } from "./check-ids.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { runLayers } from "./network.ts";
import { type OptimizerState, optimizerOf } from "./optimizer.ts";
import { type Tensor, tf, type Variable } from "./tf.ts";
import { lossOf } from "./training-loss.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

export interface TrainingCourse {
  readonly optimizer: OptimizerName;
  /** Learning rate at the start. */
  readonly rate: number;
  readonly schedule: ScheduleName;
  readonly epochs: number;
  readonly batch: number;
  readonly distillation: Distillation | null;
  /** Batches between two steps: pace only. Infinity for one step an epoch. */
  readonly stepBatches: number;
}

export interface TrainingState {
  /** The epoch under way, or just ended; from 1. */
  readonly epoch: number;
  /** Mean loss over the batches of this epoch so far. */
  readonly loss: number;
  /** Whether the epoch has just ended. */
  readonly ended: boolean;
  /** The network as it was at the end of the last whole epoch. */
  readonly model: Model;
}

/** Where training stands after a batch; plain, and its arrays are its own. */
export interface TrainingCheckpoint {
  readonly epoch: number;
  /** Batches of all epochs so far, and examples of this one. */
  readonly step: number;
  readonly seen: number;
  /** Sum of the losses of this epoch's examples so far. */
  readonly loss: number;
  readonly random: RandomState;
  /** Order of the examples in this epoch; the next one is shuffled from it. */
  readonly order: Int32Array;
  /** All weights of each layer that has any. */
  readonly weights: RepairedWeights;
  readonly optimizer: OptimizerState;
  /** Of the network at the end of the last whole epoch; null before there is one. */
  readonly trained: RepairedWeights | null;
}

const trainable = (name: string) => name !== "mean" && name !== "variance";

/** What a batch counts against the moving statistics, and values a channel with which it has statistics of its own. */
const share = 0.1;
const fewest = 16;

/**
 * A batch-norm while it is trained: by the batch's own statistics, which the moving ones follow. With the moving ones alone
 * the gradient does not know that scale is taken out again, and deep networks that were just pruned run away.
 */
function trainedNorm(layer: BatchNormLayer, x: Tensor, weights: LayerTensors): Tensor {
  if (x.size / x.shape[x.rank - 1] < fewest) return applyLayer(layer, [x], weights);
  const { output, mean, variance } = normInBatch(layer, x, weights);
  const follow = (moving: Tensor, now: Tensor) =>
    (moving as Variable).assign(tf.add(tf.mul(moving, 1 - share), tf.mul(tf.reshape(now, moving.shape), share)));
  follow(weights.mean, mean);
  follow(weights.variance, variance);
  return output;
}

/** The model's weights as variables; the moving statistics are not learnt by gradients. */
function variablesOf(model: Model): Map<LayerId, LayerTensors> {
  const weights = new Map<LayerId, LayerTensors>();
  for (const layer of model.layers) {
    const tensors: Record<string, Tensor> = {};
    for (const [name, { shape, values }] of Object.entries(weightsOf(layer)))
      tensors[name] = tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), trainable(name)));
    weights.set(layer.id, tensors);
  }
  return weights;
}

async function downloaded(model: Model, weights: ReadonlyMap<LayerId, LayerTensors>): Promise<Model> {
  const layers: Layer[] = [];
  for (const layer of model.layers) {
    const named: Record<string, Weight> = {};
    for (const [name, tensor] of Object.entries(weights.get(layer.id) ?? {}))
      named[name] = { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
    layers.push((Object.keys(named).length > 0 ? { ...layer, weights: named } : layer) as Layer);
  }
  return { ...model, layers };
}

/** The layers that have weights, as they are now. */
const weightsIn = ({ layers }: Model): RepairedWeights =>
  layers.flatMap((layer) => {
    const weights = weightsOf(layer);
    return Object.keys(weights).length > 0 ? [{ layer: layer.id, weights }] : [];
  });

/**
 * Trains a network by backpropagation; a step at the end of each epoch, and in between where the course asks for it.
 * Batch-norms go by the batch's statistics, which the moving ones follow; dropout layers drop. Seed and course decide the order of examples; float order
 * is the backend's. Leaving it on the way frees everything. Steps carry snapshots (`TrainingCheckpoint`).
 * @param from where training the same network with the same lessons and course stood
 * @throws FailureError dataset-invalid where the inputs hold tokens that the network does not know
 */
export async function* trainOn(
  model: Model,
  lessons: Lessons,
  course: TrainingCourse,
  random: RandomSource,
  from?: TrainingCheckpoint,
): AsyncGenerator<Step<TrainingState>, Model> {
  if (tf.getBackend() === "wasm") registerWasmGradients();
  const kind = outputKindOf(model);
  const { shape } = inputOf(model);
  const source = from ? restoreRandom(from.random) : random;
  const weights = variablesOf(from ? withRepairedWeights(model, from.weights) : model);
  const optimizer = optimizerOf(course.optimizer, course.rate, from?.optimizer);
  const network = { model, weights, dispose: () => {} };
  const run = (x: Tensor) =>
    runLayers(network, model.layers, new Map(), new Set([model.output]), (layer, given) => {
      if (layer.kind === "input") return tf.clone(x);
      if (layer.kind === "dropout") return tf.dropout(given[0], layer.rate, undefined, source.integer(2 ** 31));
      if (layer.kind === "batch-norm") return trainedNorm(layer, given[0], weights.get(layer.id) ?? {});
      return applyLayer(layer, given, weights.get(layer.id) ?? {});
    }).get(model.output) as Tensor;

  /** One step of the optimizer; the batch's loss. */
  async function learn(rows: Int32Array, rate: number): Promise<number> {
    const inputs = lessons.inputsOf(rows);
    checkIds(model, inputs, rows.length);
    const truth = lessons.truthOf(rows);
    const teacher = course.distillation ? (lessons.teacherOf?.(rows) ?? null) : null;
    const cost = optimizer.step(
      () =>
        tf.tidy(() => {
          const output = run(tf.tensor(inputs, [rows.length, ...shape], "float32"));
          return lossOf(output, truth, kind, teacher, course.distillation);
        }),
      rate,
    );
    const [loss] = await cost.data();
    cost.dispose();
    return loss;
  }

  const order = from?.order.slice() ?? Int32Array.from({ length: lessons.count }, (_, row) => row);
  const perEpoch = Math.ceil(order.length / course.batch);
  const total = perEpoch * course.epochs;
  let trained = from?.trained ? withRepairedWeights(model, from.trained) : model;
  let step = from?.step ?? 0;
  // an epoch that has ended is not begun again
  const begun = from && from.seen < order.length ? from : null;
  try {
    for (let epoch = from ? from.epoch + (begun ? 0 : 1) : 1; epoch <= course.epochs; epoch++) {
      const goesOn = epoch === begun?.epoch;
      if (!goesOn) shuffle(order, source);
      let [loss, seen] = goesOn ? [begun.loss, begun.seen] : [0, 0];
      const snapshot = async (): Promise<TrainingCheckpoint> => ({
        epoch,
        step,
        seen,
        loss,
        random: source.state(),
        order: order.slice(),
        weights: weightsIn(await downloaded(model, weights)),
        optimizer: await optimizer.state(),
        trained: trained === model ? null : weightsIn(trained),
      });
      for (let first = seen; first < order.length; first += course.batch) {
        const rows = order.slice(first, first + course.batch);
        const rate = learningRate(course.schedule, course.rate, step, total);
        loss += (await learn(rows, rate)) * rows.length;
        seen += rows.length;
        step += 1;
        if (step % course.stepBatches === 0 && seen < order.length)
          yield {
            answer: { epoch, loss: loss / seen, ended: false, model: trained },
            progress: { done: step, total, unit: "batches" },
            snapshot,
          };
      }
      trained = await downloaded(model, weights);
      yield {
        answer: { epoch, loss: loss / seen, ended: true, model: trained },
        progress: { done: epoch * perEpoch, total, unit: "batches" },
        snapshot,
      };
    }
  } finally {
    for (const tensors of weights.values()) tf.dispose(Object.values(tensors));
    optimizer.dispose();
  }
  return trained;
}
