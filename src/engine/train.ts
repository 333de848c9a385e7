import { type Layer, type LayerId, type Model, type Tensor as Weight, weightsOf } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import { shuffle } from "../core/random/shuffle.ts";
import type { Step } from "../core/step.ts";
import { applyLayer } from "./apply-layer.ts";
import { checkIds } from "./check-ids.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { runLayers } from "./network.ts";
import { type Tensor, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

export interface TrainingSettings {
  readonly epochs: number;
  readonly batch: number;
  /** Adam's learning rate at the start; it falls to a tenth along half a cosine. */
  readonly rate: number;
}

export interface TrainingState {
  readonly epoch: number;
  /** Mean cross-entropy over the epoch, in nats. */
  readonly loss: number;
  /** The network as trained so far. */
  readonly model: Model;
}

const trainable = (name: string) => name !== "mean" && name !== "variance";

async function downloaded(model: Model, weights: ReadonlyMap<LayerId, LayerTensors>): Promise<Model> {
  const layers: Layer[] = [];
  for (const layer of model.layers) {
    const tensors = weights.get(layer.id) ?? {};
    const named: Record<string, Weight> = {};
    for (const [name, tensor] of Object.entries(tensors))
      named[name] = { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
    layers.push((Object.keys(named).length > 0 ? { ...layer, weights: named } : layer) as Layer);
  }
  return { ...model, layers };
}

/**
 * Trains a classifier with Adam on cross-entropy; yields once an epoch. Batch-norm keeps its moving statistics; dropout
 * layers drop. Seed and settings decide the order of examples; float order is the backend's.
 * @param inputs examples x input size
 * @param labels class index an example
 * @throws FailureError dataset-invalid where the inputs hold tokens that the network does not know
 */
export async function* train(
  model: Model,
  inputs: Float32Array,
  labels: Int32Array,
  settings: TrainingSettings,
  random: RandomSource,
): AsyncGenerator<Step<TrainingState>, Model> {
  checkIds(model, inputs, labels.length);
  if (tf.getBackend() === "wasm") registerWasmGradients();
  const kind = outputKindOf(model);
  const shape = outputShapes(model).get(model.layers.find((layer) => layer.kind === "input")?.id as LayerId) ?? [];
  const size = shape.reduce((product, axis) => product * axis, 1);
  const weights = new Map<LayerId, Record<string, Tensor>>();
  for (const layer of model.layers) {
    const tensors: Record<string, Tensor> = {};
    for (const [name, { shape: axes, values }] of Object.entries(weightsOf(layer)))
      tensors[name] = tf.tidy(() => tf.variable(tf.tensor(values, [...axes]), trainable(name)));
    weights.set(layer.id, tensors);
  }
  const optimizer = tf.train.adam(settings.rate);
  const network = { model, weights, dispose: () => {} };
  const run = (x: Tensor) =>
    runLayers(network, model.layers, new Map(), new Set([model.output]), (layer, given) => {
      if (layer.kind === "input") return tf.clone(x);
      if (layer.kind === "dropout") return tf.dropout(given[0], layer.rate, undefined, random.integer(2 ** 31));
      return applyLayer(layer, given, weights.get(layer.id) ?? {});
    }).get(model.output) as Tensor;
  const order = Int32Array.from(labels, (_, row) => row);
  const perEpoch = Math.ceil(labels.length / settings.batch);
  const total = perEpoch * settings.epochs;
  let trained = model;
  try {
    for (let epoch = 1, step = 0; epoch <= settings.epochs; epoch++) {
      shuffle(order, random);
      let loss = 0;
      for (let from = 0; from < order.length; from += settings.batch, step++) {
        const rows = order.subarray(from, from + settings.batch);
        const x = new Float32Array(rows.length * size);
        rows.forEach((row, place) => {
          x.set(inputs.subarray(row * size, (row + 1) * size), place * size);
        });
        const wanted = Int32Array.from(rows, (row) => labels[row]);
        (optimizer as unknown as { learningRate: number }).learningRate =
          settings.rate * (0.1 + 0.45 * (1 + Math.cos((Math.PI * step) / total)));
        const cost = optimizer.minimize(
          () =>
            tf.tidy(() => {
              const output = run(tf.tensor(x, [rows.length, ...shape]));
              return tf.neg(tf.mean(logLikelihood(output, wanted, kind))) as never;
            }),
          true,
        ) as Tensor;
        loss += (await cost.data())[0] * rows.length;
        cost.dispose();
      }
      trained = await downloaded(model, weights);
      yield {
        answer: { epoch, loss: loss / order.length, model: trained },
        progress: { done: epoch * perEpoch, total, unit: "stages" },
      };
    }
  } finally {
    for (const tensors of weights.values()) tf.dispose(Object.values(tensors));
    optimizer.dispose();
  }
  return trained;
}
