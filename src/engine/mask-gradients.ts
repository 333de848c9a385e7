import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import { type CoalitionBatch, rowsOf } from "../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { applyLayer } from "./apply-layer.ts";
import { planEvaluation, type Site } from "./evaluation-plan.ts";
import { lifted } from "./lifted.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { runLayers, upload } from "./network.ts";
import { maskMatrix } from "./stacked.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

/** Derivatives of the mean log-likelihood with respect to every player's mask. */
export interface MaskGradients {
  readonly players: number;
  /** d v / d z_i at each coalition of the batch, row-major rows x players, v the mean log-likelihood in nats. */
  gradients(batch: CoalitionBatch, examples: ExampleSlice, labels: Int32Array): Promise<Float64Array>;
  dispose(): void;
}

/** Examples a backward pass. */
const chunk = 100;
/** Bytes that may be held of what no mask reaches; above it, it is computed for each coalition. */
const heldBytes = 64 * 2 ** 20;

/** Adds each channel's derivative to its player's. */
function collect(sums: Float64Array, row: number, players: number, site: Site, channels: Float32Array): void {
  site.players.forEach((player, channel) => {
    if (player >= 0) sums[row * players + player] += channels[channel];
  });
}

/**
 * The backward pass through the masks (METHOD section 4, gradient prior): one forward and one backward pass score every
 * unit at once. Masks act where the evaluator's do, so the derivative is that of the same game.
 */
export function maskGradients(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
): MaskGradients {
  if (tf.getBackend() === "wasm") registerWasmGradients();
  const network = upload(model);
  const plan = planEvaluation(model, graph, players);
  const sites = [...plan.sites.values()];
  const kind = outputKindOf(model);
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const shape = outputShapes(model).get(input) ?? [];

  /** Sum over examples of the log-likelihood, from the site masks; what the gradient is taken of. */
  function worth(
    frontier: ReadonlyMap<LayerId, Tensor>,
    masks: ReadonlyMap<LayerId, Tensor2D>,
    labels: Int32Array,
  ): Tensor {
    const output = runLayers(network, plan.suffix, frontier, new Set([model.output]), (layer, inputs) => {
      const weights = network.weights.get(layer.id) ?? {};
      return applyLayer(layer, lifted(plan, layer, inputs, 1, masks.get(layer.id)), weights);
    }).get(model.output) as Tensor;
    return tf.sum(logLikelihood(output, labels, kind));
  }

  /** What no mask reaches, for the examples asked for last, chunk by chunk: computed once for all coalitions. */
  let held: { readonly examples: string; readonly chunks: Map<LayerId, Tensor>[] } = { examples: "", chunks: [] };

  function release(): void {
    for (const chunk of held.chunks) tf.dispose([...chunk.values()]);
    held = { examples: "", chunks: [] };
  }

  /** The frontier's outputs for a chunk of the examples, and whether they are held for the next coalition. */
  function frontierOf(examples: ExampleSlice, from: number): { of: Map<LayerId, Tensor>; kept: boolean } {
    const name = `${examples.length}:${examples.join()}`;
    if (held.examples !== name) {
      release();
      held = { examples: name, chunks: [] };
    }
    const place = from / chunk;
    const known = held.chunks[place];
    if (known) return { of: known, kept: true };
    const rows = examples.slice(from, from + chunk);
    const x = tf.tensor(inputsOf(rows), [rows.length, ...shape], "float32");
    const found = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
      layer.kind === "input" ? tf.clone(x) : null,
    );
    x.dispose();
    for (const [id, tensor] of found)
      if (!plan.frontier.has(id)) {
        tensor.dispose();
        found.delete(id);
      }
    const bytes = [...found.values()].reduce((sum, { size }) => sum + 4 * size, 0);
    const kept = place === held.chunks.length && bytes * Math.ceil(examples.length / chunk) <= heldBytes;
    if (kept) held.chunks.push(found);
    return { of: found, kept };
  }

  /** Adds one chunk's derivatives for one coalition. */
  async function addChunk(
    sums: Float64Array,
    row: number,
    batch: CoalitionBatch,
    frontier: ReadonlyMap<LayerId, Tensor>,
    labels: Int32Array,
  ): Promise<void> {
    const one = rowsOf(batch, row, row + 1);
    const given = sites.map((site) => maskMatrix(one, site.players, undefined));
    const derivatives = tf.tidy(() =>
      tf.grads((...masks: Tensor[]) => {
        const bySite = new Map(sites.map((site, place) => [site.consumer, masks[place] as Tensor2D]));
        return worth(frontier, bySite, labels) as never;
      })(given),
    );
    for (const [place, site] of sites.entries())
      collect(sums, row, players.count, site, (await derivatives[place].data()) as Float32Array);
    tf.dispose([...derivatives, ...given]);
  }

  return {
    players: players.count,
    async gradients(batch, examples, labels) {
      const sums = new Float64Array(batch.rows * players.count);
      if (sites.length === 0) return sums;
      for (let from = 0; from < examples.length; from += chunk) {
        const { of, kept } = frontierOf(examples, from);
        for (let row = 0; row < batch.rows; row++)
          await addChunk(sums, row, batch, of, labels.slice(from, from + chunk));
        if (!kept) tf.dispose([...of.values()]);
      }
      return sums.map((sum) => sum / examples.length);
    },
    dispose() {
      release();
      network.dispose();
    },
  };
}
