import { type CoalitionBatch, rowsOf } from "../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import type { ConvLayer, DenseLayer, Layer, LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { applyLayer } from "./apply-layer.ts";
import { checkIds } from "./check-ids.ts";
import type { Limits, MaskedEvaluator } from "./evaluation/limits.ts";
import type { Tricks } from "./evaluation/tricks.ts";
import type { EvaluationPlan, Site } from "./evaluation-plan.ts";
import { applyFold, contributionsOf, type Fold, planFold } from "./fold.ts";
import { withinHeap } from "./guarded-heap.ts";
import { lifted } from "./lifted.ts";
import { type Network, runLayers, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { maskMatrix, stacked } from "./stacked.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";
import { mostInFlight, passesInFlight } from "./webgpu/passes-in-flight.ts";
import { roomFor, watched } from "./webgpu/refused.ts";

/** What the prefix gives for a chunk of examples. */
interface Chunk {
  readonly examples: ExampleSlice;
  readonly frontier: Map<LayerId, Tensor>;
  readonly contributions: Map<LayerId, Tensor2D>;
}

const freed = (chunk: Chunk) => tf.dispose([...chunk.frontier.values(), ...chunk.contributions.values()]);

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/**
 * Evaluates many coalitions at once in tfjs: everything before the first mask is computed once and kept, the first masked
 * layer is folded into a matrix product where that pays, and coalitions are stacked on the batch axis. On a GPU several
 * passes are under way, and are made smaller when the device refuses one.
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 */
export function stackedEvaluator(
  model: Model,
  plan: EvaluationPlan,
  players: number,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  limits: Limits,
  tricks: Tricks,
): MaskedEvaluator {
  const network: Network = upload(model);
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId) => shapes.get(id) ?? [];
  const kind = outputKindOf(model);
  const width = sizeOf(shapeOf(model.output));
  const input = model.layers.find((layer) => layer.kind === "input") as Layer;
  const widest = widestLayer(plan.suffix, shapes);
  const device = gpuDevice();
  /** Coalitions times examples that the device has stood so far. */
  let stood = Number.POSITIVE_INFINITY;
  const folds = new Map<LayerId, Fold>();
  for (const layer of plan.suffix) {
    const site = plan.sites.get(layer.id);
    const fold = site && tricks.has("fold") && planFold(layer, site, shapeOf(layer.id));
    if (fold) folds.set(layer.id, fold);
  }
  const foldedSize = [...folds.values()].reduce((sum, fold) => sum + fold.size, 0);
  const frontierSize = [...plan.frontier].reduce((sum, id) => sum + sizeOf(shapeOf(id)), 0);

  function chunkOf(examples: ExampleSlice, fold: boolean): Chunk {
    const values = inputsOf(examples);
    checkIds(model, values, examples.length);
    const inputs = tf.tensor(values, [examples.length, ...shapeOf(input.id)], "float32");
    const frontier = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
      layer.kind === "input" ? tf.clone(inputs) : null,
    );
    inputs.dispose();
    for (const [id, tensor] of frontier)
      if (!plan.frontier.has(id)) {
        tensor.dispose();
        frontier.delete(id);
      }
    const contributions = new Map<LayerId, Tensor2D>();
    if (fold)
      for (const [id, planned] of folds) {
        const layer = plan.suffix.find((candidate) => candidate.id === id) as ConvLayer | DenseLayer;
        const x = frontier.get(layer.inputs[0]) as Tensor;
        contributions.set(id, contributionsOf(layer, planned, x, network.weights.get(id) ?? {}));
      }
    return { examples, frontier, contributions };
  }

  function siteOutput(
    layer: Layer,
    site: Site,
    inputs: readonly Tensor[],
    chunk: Chunk,
    batch: CoalitionBatch,
    gains?: Float32Array,
  ): Tensor {
    const weights = network.weights.get(layer.id) ?? {};
    const contributions = chunk.contributions.get(layer.id);
    if (contributions) {
      const masks = maskMatrix(batch, (folds.get(layer.id) as Fold).rows, gains);
      return applyFold(layer as ConvLayer | DenseLayer, masks, contributions, shapeOf(layer.id));
    }
    const mask = maskMatrix(batch, site.players, gains);
    return applyLayer(layer, lifted(plan, layer, inputs, batch.rows, mask), weights);
  }

  /** One stacked pass; the caller frees the result, [rows x examples, width]. */
  function pass(chunk: Chunk, batch: CoalitionBatch, gains?: Float32Array): Tensor {
    const done = runLayers(network, plan.suffix, chunk.frontier, new Set([model.output]), (layer, inputs) => {
      const site = plan.sites.get(layer.id);
      if (site) return siteOutput(layer, site, inputs, chunk, batch, gains);
      return applyLayer(layer, lifted(plan, layer, inputs, batch.rows), network.weights.get(layer.id) ?? {});
    });
    const output = done.get(model.output);
    return output ?? tf.tidy(() => stacked(chunk.frontier.get(model.output) as Tensor, batch.rows));
  }

  /** Issues a pass and reads it; the device's own errors, which tfjs does not look at, are looked at. */
  function read(chunk: Chunk, batch: CoalitionBatch, gains?: Float32Array): Promise<Float32Array> {
    const work = async () => {
      // what a pass that fails has made is freed with it
      const output = tf.tidy(() => pass(chunk, batch, gains));
      try {
        return (await output.data()) as Float32Array;
      } finally {
        output.dispose();
      }
    };
    return device ? watched(device, work) : withinHeap(work);
  }

  const kept = new Map<string, { chunks: Chunk[]; bytes: number }>();

  function keep(key: string, chunks: Chunk[], bytes: number): void {
    let held = bytes;
    for (const entry of kept.values()) held += entry.bytes;
    for (const [old, entry] of kept) {
      if (held <= limits.cacheBytes) break;
      held -= entry.bytes;
      entry.chunks.forEach(freed);
      kept.delete(old);
    }
    kept.set(key, { chunks, bytes });
  }

  /** The examples in passes; what the prefix gives for them is kept where it fits, freed after its turn where not. */
  function* chunksOf(examples: ExampleSlice): Generator<{ chunk: Chunk; from: number }> {
    const perPass = Math.max(1, Math.min(limits.examples, Math.floor(limits.passBytes / (4 * widest))));
    const bytes = 4 * (foldedSize + frontierSize) * examples.length;
    const keeps = tricks.has("prefix") && bytes <= limits.cacheBytes;
    const key = `${examples.length}:${examples.join()}`;
    const known = kept.get(key)?.chunks;
    const fresh: Chunk[] = [];
    let complete = false;
    try {
      for (let from = 0, place = 0; from < examples.length; from += perPass, place++) {
        const chunk = known?.[place] ?? chunkOf(examples.slice(from, from + perPass), keeps);
        if (!known) fresh.push(chunk);
        yield { chunk, from };
        if (!keeps) freed(fresh.pop() as Chunk);
      }
      complete = true;
    } finally {
      if (complete && keeps && !known) keep(key, fresh, bytes);
      else fresh.forEach(freed);
    }
  }

  async function warm(examples: ExampleSlice, rows: number): Promise<void> {
    const count = Math.max(1, Math.min(examples.length, limits.examples, Math.floor(limits.passBytes / (4 * widest))));
    const chunk = chunkOf(examples.slice(0, count), true);
    const batch = { players: players, rows, members: new Uint8Array(rows * players).fill(1) };
    pass(chunk, batch).dispose();
    freed(chunk);
  }

  return {
    players: players,
    async outputs(batch, examples, gains): Promise<Outputs> {
      const values = new Float32Array(batch.rows * examples.length * width);
      for (const { chunk, from } of chunksOf(examples)) {
        const count = chunk.examples.length;
        const bytesOf = (rows: number) => 4 * widest * count * rows;
        const most = Math.min(stood / count, limits.passBytes / bytesOf(1));
        const room = roomFor(
          tricks.has("stack") ? most : 1,
          bytesOf,
          (rows) => {
            stood = rows * count;
          },
          device ? "The GPU" : "The browser's memory",
        );
        const issue = (row: number, end: number) =>
          read(chunk, rowsOf(batch, row, end), gains?.subarray(row * batch.players, end * batch.players));
        const depth = device && tricks.has("flight") ? mostInFlight : 1;
        await passesInFlight(batch.rows, room, depth, issue, (row, end, found) => {
          for (let r = row; r < end; r++)
            values.set(
              found.subarray((r - row) * count * width, (r - row + 1) * count * width),
              (r * examples.length + from) * width,
            );
        });
      }
      return { rows: batch.rows, examples: examples.length, width, kind, values };
    },
    warm,
    dispose() {
      for (const { chunks } of kept.values()) chunks.forEach(freed);
      kept.clear();
      network.dispose();
    },
  };
}
