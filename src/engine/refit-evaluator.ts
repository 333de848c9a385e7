import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { Evaluator, ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { BatchNormLayer, Layer, LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { planFrom } from "../core/prune/plan-from.ts";
import { prune } from "../core/prune/surgery.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import type { LayerSums } from "../core/repair/layer-sums.ts";
import { type LinearLayer, type RepairSite, repairSites } from "../core/repair/repair-sites.ts";
import { withLayerWeights } from "../core/repair/repaired-weights.ts";
import { applyLayer } from "./apply-layer.ts";
import { fullReading } from "./full-reading.ts";
import { fitFromSums } from "./full-sums.ts";
import { heldRows } from "./held-rows.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { runLayers, uploadLayer } from "./network.ts";
import { noMoments, withPass } from "./norm-moments.ts";
import { presentOf, withBlocks } from "./refit-layer.ts";
import { keptRows, rowsRead } from "./refit-targets.ts";
import { gramSums } from "./row-sums.ts";
import { type Tensor, tf } from "./tf.ts";

/** Networks that are refitted after the cut; a coalition must leave every group a unit. */
export interface RefitEvaluator extends Evaluator {
  /** What the layers of the full network that read units read and give on the examples learnt from. */
  sums(): Promise<readonly LayerSums[]>;
  dispose(): void;
}

/** A pruned network's layers from the first cut on, refitted, with their weights on the backend. */
interface Refitted {
  readonly model: Model;
  readonly weights: Map<LayerId, LayerTensors>;
  /** Its output on the examples learnt from, where that was asked for. */
  readonly output: Tensor | null;
}

const sameRows = (a: ExampleSlice, b: ExampleSlice) => a.length === b.length && a.every((one, at) => one === b[at]);

/** A norm with the mean and variance of what it reads. */
async function recalibrated(norm: BatchNormLayer, x: Tensor): Promise<BatchNormLayer> {
  const moments = await withPass(noMoments, x);
  const { mean, variance } = norm.weights;
  return withLayerWeights(norm, {
    mean: { ...mean, values: Float32Array.from(moments.mean) },
    variance: { ...variance, values: Float32Array.from(moments.variance) },
  });
}

/**
 * The network as it is once the units outside a coalition are cut out and the layers behind the cuts are refitted: what
 * `refit` makes of it, with all that does not depend on the coalition computed once. Layers that read what no repair
 * changes are fitted from parts of sums, without another pass.
 * @param learn examples that the refit learns from; held in memory as the first masked layers read them
 * @param penalty lambda as a share of the mean diagonal
 * @param random decides which places of large convolutions are looked at, once for all coalitions
 */
export function refitEvaluator(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  learn: ExampleSlice,
  penalty: number,
  random: RandomSource,
): RefitEvaluator {
  const full = fullReading(model, graph, players, inputsOf, learn, random);
  const { plan } = full;
  const width = (outputShapes(model).get(model.output) ?? []).reduce((product, length) => product * length, 1);
  const kind = outputKindOf(model);
  const lastReader = new Map<LayerId, number>();
  for (const [place, { inputs }] of plan.suffix.entries()) for (const id of inputs) lastReader.set(id, place);

  async function fitted(
    site: Extract<RepairSite, { kind: "linear" }>,
    layer: LinearLayer,
    x: Tensor | undefined,
    selection: Uint8Array,
  ): Promise<LinearLayer> {
    const normed = site.normed && layer.weights.bias === undefined;
    const intercept = layer.weights.bias !== undefined || normed;
    const known = full.sumsAtFrontier(layer.id);
    if (known) {
      const left = full.featuresLeft(site.layer, selection);
      return withBlocks(layer, [fitFromSums(known, layer, normed, intercept, left, site.kept, penalty)]);
    }
    const { drawn, y: given } = full.target(layer.id);
    const frontier = full.learnt().get(layer.inputs[0]);
    const [h, y] = tf.tidy(() => {
      const input = x ?? full.leftOf(layer.inputs[0], frontier as Tensor, selection);
      return [rowsRead(layer, input, drawn), keptRows(layer, given, site.kept)];
    });
    const [blocks, rows, features] = h.shape;
    const sums =
      blocks === 1 && rows < features
        ? heldRows(features, y.shape[2], intercept, rows)
        : gramSums(blocks, features, y.shape[2], intercept);
    try {
      await sums.add(h, y);
      const fits = [];
      for (let block = 0; block < blocks; block++)
        fits.push(await sums.fit(block, presentOf(layer, normed, block), penalty));
      return withBlocks(layer, fits);
    } finally {
      tf.dispose([h, y]);
      sums.dispose();
    }
  }

  /** Cuts and refits; with its output on the examples learnt from where `toEnd`. */
  async function refitted(selection: Uint8Array, toEnd: boolean): Promise<Refitted> {
    const units = planFrom(selection, players);
    const cut = prune(model, graph, units);
    const sites = new Map(repairSites(model, cut, graph, units).map((site) => [site.layer.id, site]));
    const layers = new Map(cut.layers.map((layer) => [layer.id, layer]));
    const lastSite = plan.suffix.findLastIndex(({ id }) => sites.has(id));
    const frontier = full.learnt();
    const weights = new Map<LayerId, LayerTensors>();
    const live = new Map<LayerId, Tensor>();
    let output: Tensor | null = null;
    try {
      for (const [place, { id }] of plan.suffix.entries()) {
        let layer = layers.get(id) as Layer;
        const site = sites.get(id);
        const read = live.get(layer.inputs[0]);
        if (site?.kind === "linear") layer = await fitted(site, layer as LinearLayer, read, selection);
        else if (site?.kind === "norm") layer = await recalibrated(layer as BatchNormLayer, read as Tensor);
        layers.set(id, layer);
        const own = uploadLayer(layer);
        weights.set(id, own);
        if (toEnd || place < lastSite) {
          const { inputs } = layer;
          const y = tf.tidy(() => {
            const given = inputs.map(
              (from) => live.get(from) ?? full.leftOf(from, frontier.get(from) as Tensor, selection),
            );
            return applyLayer(layer, given, own);
          });
          live.set(id, y);
        }
        for (const from of layer.inputs)
          if (lastReader.get(from) === place && from !== model.output) {
            live.get(from)?.dispose();
            live.delete(from);
          }
      }
      output = live.get(model.output) ?? null;
      live.delete(model.output);
      return { model: { ...cut, layers: cut.layers.map(({ id }) => layers.get(id) as Layer) }, weights, output };
    } finally {
      for (const tensor of live.values()) tensor.dispose();
    }
  }

  /** The refitted network's output on other examples; the caller frees it. */
  function outputOn(frontier: Map<LayerId, Tensor>, { model: cut, weights }: Refitted, selection: Uint8Array): Tensor {
    const own = new Map(cut.layers.map((layer) => [layer.id, layer]));
    const suffix = plan.suffix.map(({ id }) => own.get(id) as Layer);
    const network = { model: cut, weights, dispose: () => {} };
    const wanted = new Set([model.output]);
    const done = runLayers(network, suffix, frontier, wanted, (layer, inputs) => {
      if (!layer.inputs.some((id) => plan.frontier.has(id))) return null;
      const left = inputs.map((x, place) =>
        plan.frontier.has(layer.inputs[place]) ? full.leftOf(layer.inputs[place], x, selection) : x,
      );
      return applyLayer(layer, left, weights.get(layer.id) ?? {});
    });
    return done.get(model.output) as Tensor;
  }

  return {
    players: players.count,
    async outputs(batch, examples): Promise<Outputs> {
      await full.ready();
      const values = new Float32Array(batch.rows * examples.length * width);
      const inSample = sameRows(examples, learn);
      for (let row = 0; row < batch.rows; row++) {
        const selection = batch.members.slice(row * batch.players, (row + 1) * batch.players);
        const network = await refitted(selection, inSample);
        let at = row * examples.length * width;
        try {
          const take = async (output: Tensor) => {
            const found = (await output.data()) as Float32Array;
            output.dispose();
            values.set(found, at);
            at += found.length;
          };
          if (network.output) await take(network.output);
          else await full.overFrontiers(examples, (frontier) => take(outputOn(frontier, network, selection)));
        } finally {
          for (const each of network.weights.values()) tf.dispose(Object.values(each));
        }
      }
      return { rows: batch.rows, examples: examples.length, width, kind, values };
    },
    async sums() {
      await full.ready();
      return full.layerSums();
    },
    dispose: full.dispose,
  };
}
