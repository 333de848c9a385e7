import { type BatchNormLayer, type Layer, type LayerId, weightsOf } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { type RandomSource, type RandomState, restoreRandom } from "../core/random/random-source.ts";
import type { LayerFit } from "../core/repair/layer-fit.ts";
import type { LinearLayer, RepairSite } from "../core/repair/repair-sites.ts";
import type { Refitting, RepairTask } from "../core/repair/repair-task.ts";
import { type RepairedWeights, withLayerWeights, withRepairedWeights } from "../core/repair/repaired-weights.ts";
import { siteCosts } from "../core/repair/site-costs.ts";
import type { Step } from "../core/step.ts";
import { linearPart } from "./linear-rows.ts";
import { uploadLayer } from "./network.ts";
import { type ChannelMoments, noMoments, withPass } from "./norm-moments.ts";
import { refitLayer } from "./refit-layer.ts";
import { type SideBySide, sideBySide } from "./side-by-side.ts";
import { type Tensor, tf } from "./tf.ts";

/** Repairs one layer; yields the examples done. */
type RepairLayer<L extends Layer> = (
  walk: SideBySide,
  site: RepairSite,
  layer: L,
) => AsyncGenerator<number, { readonly layer: L; readonly fit: LayerFit }>;

/** Where a repair stands: layers done, and the random source as it was before the next one. Plain. */
export interface RepairCheckpoint {
  readonly layers: RepairedWeights;
  readonly fits: readonly LayerFit[];
  readonly random: RandomState | null;
}

/** Goes through the sites in order, each layer repaired behind those before it. */
async function* throughSites(
  task: RepairTask,
  sites: readonly RepairSite[],
  repairLayer: RepairLayer<Layer>,
  from: RepairCheckpoint | undefined,
  random: RandomSource | null = null,
): AsyncGenerator<Step<Refitting>, Refitting> {
  const { full, pruned, inputsOf, examples } = task;
  const walk = sideBySide(full, pruned, inputsOf, examples);
  const total = sites.length * examples.length;
  const costs = siteCosts({ ...task, sites }, random !== null);
  const whole = costs.reduce((sum, cost) => sum + cost, 0);
  let before = 0;
  const layers = [...(from?.layers ?? [])];
  let state: Refitting = { model: withRepairedWeights(pruned, layers), fits: from?.fits ?? [] };
  for (const { layer } of layers) walk.replace(state.model.layers.find(({ id }) => id === layer) as Layer);
  const done = state.fits.length;
  try {
    for (const [place, site] of sites.entries()) {
      if (place < done) {
        before += costs[place];
        continue;
      }
      const standing = random?.state() ?? null;
      const snapshot = (): RepairCheckpoint => ({ layers: [...layers], fits: state.fits, random: standing });
      const layer = state.model.layers.find(({ id }) => id === site.layer.id) as Layer;
      const repairing = repairLayer(walk, site, layer);
      try {
        for (;;) {
          const { value, done } = await repairing.next();
          if (!done) {
            const done = place * examples.length + value;
            const cost = { done: before + (costs[place] * value) / examples.length, total: whole };
            yield { answer: state, progress: { done, total, unit: "examples", cost }, snapshot };
            continue;
          }
          before += costs[place];
          walk.replace(value.layer);
          layers.push({ layer: layer.id, weights: weightsOf(value.layer) });
          const all = state.model.layers.map((each) => (each.id === layer.id ? value.layer : each));
          state = { model: { ...state.model, layers: all }, fits: [...state.fits, value.fit] };
          break;
        }
      } finally {
        // where the walk is left on the way
        await repairing.return(undefined as never);
      }
    }
    const cost = { done: whole, total: whole };
    const snapshot = (): RepairCheckpoint => ({ layers, fits: state.fits, random: random?.state() ?? null });
    yield { answer: state, progress: { done: total, total, unit: "examples", cost }, snapshot };
    return state;
  } finally {
    walk.dispose();
  }
}

/** Moments of what a layer makes of its inputs in both networks, at the kept channels. */
async function* momentsOf(
  walk: SideBySide,
  layer: LayerId,
  ofFull: ((x: Tensor) => Tensor) | null,
  ofPruned: (x: Tensor) => Tensor,
): AsyncGenerator<number, { readonly full: ChannelMoments; readonly pruned: ChannelMoments }> {
  let [full, pruned, done] = [noMoments, noMoments, 0];
  for await (const pair of walk.inputsOf(layer)) {
    const made = tf.tidy(() => [ofPruned(pair.pruned), ...(ofFull ? [ofFull(pair.full)] : [])].map((y) => tf.clone(y)));
    pruned = await withPass(pruned, made[0]);
    if (made[1]) full = await withPass(full, made[1]);
    tf.dispose(made);
    done += pair.examples;
    yield done;
  }
  return { full, pruned };
}

/** A norm with the mean and variance of what it reads now. */
async function* recalibrated(walk: SideBySide, norm: BatchNormLayer) {
  const { pruned } = yield* momentsOf(walk, norm.id, null, (x) => x);
  const { mean, variance } = norm.weights;
  const weights = {
    mean: { ...mean, values: Float32Array.from(pruned.mean) },
    variance: { ...variance, values: Float32Array.from(pruned.variance) },
  };
  const fit: LayerFit = { layer: norm.id, kind: "norm", rows: pruned.rows, explained: null };
  return { layer: withLayerWeights(norm, weights), fit };
}

const keptOf = (x: Tensor, kept: Int32Array) =>
  kept.length === x.shape[x.rank - 1] ? x : tf.gather(x, tf.tensor1d(kept, "int32"), x.rank - 1);

/** A layer with the mean of its outputs moved to the full network's; a norm takes it into its moving mean. */
async function* centredLayer(walk: SideBySide, site: RepairSite, layer: Layer) {
  const apart = ({ full, pruned }: { full: ChannelMoments; pruned: ChannelMoments }) =>
    full.mean.map((value, channel) => value - pruned.mean[channel]);
  if (site.kind === "norm") {
    const norm = layer as BatchNormLayer;
    const found = yield* momentsOf(
      walk,
      norm.id,
      (x) => keptOf(x, site.kept),
      (x) => x,
    );
    const { mean } = norm.weights;
    const by = apart(found);
    const values = mean.values.map((value, channel) => value - by[channel]);
    const fit: LayerFit = { layer: norm.id, kind: "norm", rows: found.pruned.rows, explained: null };
    return { layer: withLayerWeights(norm, { mean: { ...mean, values } }), fit };
  }
  const linear = layer as LinearLayer;
  const present = uploadLayer(linear);
  try {
    const found = yield* momentsOf(
      walk,
      linear.id,
      (x) => linearPart(site.layer, x, walk.fullWeights(linear.id), site.kept),
      (x) => linearPart(linear, x, present),
    );
    const { bias } = linear.weights;
    const by = apart(found);
    const values = bias?.values.map((value, channel) => value + by[channel]);
    const fit: LayerFit = { layer: linear.id, kind: "linear", rows: found.pruned.rows, explained: null };
    return { layer: bias && values ? withLayerWeights(linear, { bias: { ...bias, values } }) : linear, fit };
  } finally {
    tf.dispose(Object.values(present));
  }
}

/**
 * Least squares, layer by layer in the network's order: every dense layer and convolution behind a cut gives as nearly
 * as it can what the full network gives there before its activation, from what it reads in the pruned network as
 * refitted so far; batch-norms are recalibrated on the way (METHOD section 6). Convolutions with many places are sampled,
 * by `random`.
 * @param penalty lambda as a share of the mean diagonal
 * @param from a snapshot of a step of the same refit
 */
export function refit(
  task: RepairTask,
  penalty: number,
  random: RandomSource,
  from?: RepairCheckpoint,
): AsyncGenerator<Step<Refitting>, Refitting> {
  const shapes = outputShapes(task.full);
  const source = from?.random ? restoreRandom(from.random) : random;
  return throughSites(
    task,
    task.sites,
    (walk, site, layer) =>
      site.kind === "norm"
        ? recalibrated(walk, layer as BatchNormLayer)
        : refitLayer(
            walk,
            site,
            layer as LinearLayer,
            shapes.get(layer.id) ?? [],
            task.examples.length,
            penalty,
            source,
          ),
    from,
    source,
  );
}

/** Moves the mean of every output behind a cut to the full network's: biases, and the moving means of batch-norms. */
export function correctBiases(task: RepairTask, from?: RepairCheckpoint): AsyncGenerator<Step<Refitting>, Refitting> {
  const able = task.sites.filter((site) => site.kind === "norm" || site.layer.weights.bias !== undefined);
  return throughSites(task, able, centredLayer, from);
}

/** Measures mean and variance of every batch-norm behind a cut anew, in the network's order. */
export function recalibrate(task: RepairTask, from?: RepairCheckpoint): AsyncGenerator<Step<Refitting>, Refitting> {
  const norms = task.sites.filter(({ kind }) => kind === "norm");
  return throughSites(task, norms, (walk, _site, layer) => recalibrated(walk, layer as BatchNormLayer), from);
}
