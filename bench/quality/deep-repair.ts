import { type Layer, type Model, type Tensor, weightsOf } from "../../src/core/model/model.ts";
import { planFrom } from "../../src/core/prune/plan-from.ts";
import { prune } from "../../src/core/prune/surgery.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { repairSites } from "../../src/core/repair/repair-sites.ts";
import type { RepairTask } from "../../src/core/repair/repair-task.ts";
import type { Step } from "../../src/core/step.ts";
import { predict } from "../../src/engine/predict.ts";
import { recalibrate, refit } from "../../src/engine/refit.ts";
import { trainOn } from "../../src/engine/train-on.ts";
import { packed } from "./bits.ts";
import type { DeepNetwork } from "./deep-network.ts";

/** How many images each step of repair learns from, the same for every method. */
export const learning = { norms: 200, refit: 500, tuning: 2000 } as const;
/** Fine-tuning, the same for every method; batch-norms go by the batch's statistics. */
export const course = {
  optimizer: "sgd",
  rate: 0.005,
  schedule: "cosine",
  epochs: 1,
  batch: 64,
  distillation: null,
  stepBatches: 16,
} as const;

/** Weights as text for the cache: base64 of the floats of each layer's tensors in their order. */
export function weightTexts(model: Model): string[] {
  return model.layers.flatMap((layer) =>
    Object.values(weightsOf(layer)).map(({ values }) =>
      Buffer.from(Float32Array.from(values).buffer).toString("base64"),
    ),
  );
}

/** The network with the weights of such texts. */
export function withWeightTexts(model: Model, texts: readonly string[]): Model {
  let at = 0;
  const layers = model.layers.map((layer) => {
    const named = Object.entries(weightsOf(layer)).map(([name, { shape }]): [string, Tensor] => {
      const bytes = Buffer.from(texts[at++] ?? "", "base64");
      return [name, { shape, values: new Float32Array(Uint8Array.from(bytes).buffer) }];
    });
    return (named.length === 0 ? layer : { ...layer, weights: Object.fromEntries(named) }) as Layer;
  });
  if (at !== texts.length) throw new Error("these are the weights of another network");
  return { ...model, layers };
}

/** 1 an image that the network answers rightly. */
export async function rightsOf(deep: DeepNetwork, model: Model, rows: Int32Array): Promise<Uint8Array> {
  const labels = deep.labelsOf(rows);
  const right = new Uint8Array(rows.length);
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500);
    const outputs = await predict(model, deep.inputsOf(part), part.length);
    const classes = outputs.length / part.length;
    part.forEach((_, place) => {
      const own = outputs.subarray(place * classes, (place + 1) * classes);
      right[from + place] = own.indexOf(Math.max(...own)) === labels[from + place] ? 1 : 0;
    });
  }
  return right;
}

export const shareOf = (rights: Uint8Array): number => rights.reduce((sum, one) => sum + one, 0) / rights.length;

async function last<T>(steps: AsyncGenerator<Step<unknown>, T>): Promise<T> {
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return value;
  }
}

export const cutModel = (deep: DeepNetwork, selection: Uint8Array): Model =>
  prune(deep.model, deep.graph, planFrom(selection, deep.players));

function taskOf(deep: DeepNetwork, selection: Uint8Array, count: number): RepairTask {
  const pruned = cutModel(deep, selection);
  const sites = repairSites(deep.model, pruned, deep.graph, planFrom(selection, deep.players));
  return { full: deep.model, pruned, sites, inputsOf: deep.inputsOf, examples: deep.learning(count) };
}

/** The pruned network with its batch-norms measured anew. */
export const recalibrated = async (deep: DeepNetwork, selection: Uint8Array, count: number = learning.norms) =>
  (await last(recalibrate(taskOf(deep, selection, count)))).model;

/** The pruned network refitted layer by layer by least squares, its batch-norms recalibrated on the way. */
export const refittedModel = async (deep: DeepNetwork, selection: Uint8Array) =>
  (await last(refit(taskOf(deep, selection, learning.refit), 1e-3, seededRandom(1, "refit")))).model;

/** The network after one epoch of fine-tuning on images of the training part. */
export function tunedModel(deep: DeepNetwork, model: Model, given: Partial<typeof learning & typeof course> = {}) {
  const rows = deep.learning(given.tuning ?? learning.tuning);
  const at = (places: Int32Array) => places.map((place) => rows[place] ?? 0);
  const lessons = {
    count: rows.length,
    inputsOf: (places: Int32Array) => deep.inputsOf(at(places)),
    truthOf: (places: Int32Array) => ({ kind: "classes" as const, labels: deep.labelsOf(at(places)) }),
  };
  return last(trainOn(model, lessons, { ...course, ...given }, seededRandom(1, "fine-tune")));
}

/** Accuracy on the validation images. */
export const validationOf = async (deep: DeepNetwork, model: Model): Promise<number> =>
  shareOf(await rightsOf(deep, model, deep.validation));

/** Which of the first test images the network has right, as text for the cache. */
export const testRights = async (deep: DeepNetwork, model: Model, images: number): Promise<string> =>
  packed(await rightsOf(deep, model, deep.test.slice(0, images)));
