import type { Dataset } from "../dataset/dataset.ts";
import { costOf } from "../model/cost.ts";
import { type Model, weightsOf } from "../model/model.ts";
import { inputOf, outputShapes } from "../model/shapes.ts";
import { sizeOf } from "../model/weight-shapes.ts";

/** What is to be done: coalitions in the sweep and in estimates, or a repair. */
export type MemoryWork =
  | { readonly kind: "evaluate" }
  | { readonly kind: "refit" }
  | { readonly kind: "fine-tune"; readonly batch: number };

export interface MemoryTask {
  readonly model: Model;
  readonly dataset: Pick<Dataset, "inputs" | "labels" | "targets">;
  /** Examples that are kept between calls: those of the calibration. */
  readonly examples: number;
  /** Threads that evaluate, each with what it needs. */
  readonly workers: number;
  readonly work: MemoryWork;
  /** Bytes of a pass and of what is kept between calls, at most, in each thread. */
  readonly limits: { readonly passBytes: number; readonly cacheBytes: number };
}

/** Bytes that something will take, before it is begun. */
export interface MemoryEstimate {
  /** Words for a part, and its bytes in all threads together. */
  readonly parts: readonly { readonly what: string; readonly bytes: number }[];
  readonly total: number;
  /** What cannot be made smaller: one example at a time, nothing kept. In one thread's heap, and in all of them. */
  readonly leastHeap: number;
  readonly least: number;
  /** The largest array that must lie in one piece. */
  readonly largest: number;
}

/** Largest system that a refit factors, and floats of the rows that it holds in place of a larger one. */
const mostSolved = 2048;
const mostHeld = 2 ** 26;
/** The Gram matrix, its factor, and the sums before them. */
const copiesSolved = 3;
/** Of the weights in each thread that evaluates: as they were sent, folded, and in the heap of the kernel or of tfjs. */
const copiesEvaluated = 3;
/** Beside its weights training has their gradients, two moments, and the best so far. */
const copiesTrained = 4;

/** Bytes that the largest refit of a layer takes. */
function refitBytes(model: Model): number {
  return model.layers.reduce((most, layer) => {
    if (layer.kind !== "dense" && layer.kind !== "conv") return most;
    const { shape } = layer.weights.kernel;
    const features = sizeOf(shape.slice(0, -1));
    const solved = 8 * copiesSolved * Math.min(features, mostSolved) ** 2;
    return Math.max(most, solved + (features > mostSolved ? 4 * mostHeld : 0));
  }, 0);
}

/**
 * Memory that a job takes, from the sizes of the network, the data and the settings alone. Kept results are counted as
 * if the output of every layer were kept, up to what may be.
 */
export function memoryEstimate({ model, dataset, examples, workers, work, limits }: MemoryTask): MemoryEstimate {
  const shapes = outputShapes(model);
  const shapeOf = (id: string) => shapes.get(id) ?? [];
  const weights = costOf(model).bytes;
  const reach = model.layers.map(({ id, inputs }) =>
    [id, ...inputs].reduce((sum, each) => sum + 4 * sizeOf(shapeOf(each)), 0),
  );
  const [widest, all] = [Math.max(...reach), [...shapes.values()].reduce((sum, shape) => sum + 4 * sizeOf(shape), 0)];
  const data = [dataset.inputs, dataset.labels, dataset.targets].reduce(
    (sum, each) => sum + (each?.byteLength ?? 0),
    0,
  );
  const inputs = 4 * sizeOf(inputOf(model).shape) * examples;
  const pass = Math.max(widest, Math.min(limits.passBytes, widest * examples));
  const kept = Math.min(limits.cacheBytes, all * examples);
  const trained = work.kind === "fine-tune" ? { weights: copiesTrained * weights, pass: 2 * all * work.batch } : null;
  const solved = work.kind === "refit" ? refitBytes(model) : 0;
  const extra = (trained?.weights ?? 0) + solved;
  const parts = [
    { what: "examples as they were opened", bytes: data },
    { what: "weights", bytes: (1 + copiesEvaluated * workers) * weights },
    { what: "inputs of the calibration examples", bytes: inputs * workers },
    { what: "a pass", bytes: pass * workers },
    { what: "results kept between passes, at most", bytes: kept * workers },
    ...(trained
      ? [{ what: "training: gradients, moments and activations", bytes: trained.weights + trained.pass }]
      : []),
    ...(solved > 0 ? [{ what: "the largest system to solve", bytes: solved }] : []),
  ].filter(({ bytes }) => bytes > 0);
  const tensors = model.layers.flatMap((layer) =>
    Object.values(weightsOf(layer)).map(({ shape }) => 4 * sizeOf(shape)),
  );
  return {
    parts,
    total: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    leastHeap: weights + extra + (trained ? 2 * all : widest),
    least: data + (1 + copiesEvaluated * workers) * weights + extra + workers * (inputs + widest),
    largest: Math.max(0, ...tensors, ...[...shapes.values()].map((shape) => 4 * sizeOf(shape))),
  };
}
