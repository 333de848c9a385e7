import type { Shape } from "../core/model/model.ts";
import { weightsOf } from "../core/model/model.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import { randomPermutation } from "../core/random/shuffle.ts";
import type { LayerFit } from "../core/repair/layer-fit.ts";
import type { LinearLayer, RepairSite } from "../core/repair/repair-sites.ts";
import { withLayerWeights } from "../core/repair/repaired-weights.ts";
import type { LinearFit } from "../core/stats/ridge.ts";
import { drawnRows, heldRows } from "./held-rows.ts";
import { blocksOf, featuresOf, givenRows, type Lattice, latticeAxes, linearPart, readRows } from "./linear-rows.ts";
import { placesAlong } from "./places-along.ts";
import { type BlockFit, gramSums, type Present, type RowSums } from "./row-sums.ts";
import type { ReadPair, SideBySide } from "./side-by-side.ts";
import { type Tensor, tf } from "./tf.ts";

/** Largest matrix that is factored; a layer that reads more numbers is fitted by its rows. */
const mostSolved = 2048;
/** Multiply-accumulates for one layer's Gram matrices: convolutions with more patches are sampled. */
const mostWork = 8e9;
/** Rows for each number read, at least, where there are as many. */
const rowsAFeature = 8;
/** Floats of the rows of a part of a pass, and of all rows where they are held. */
const mostFloats = { part: 2 ** 24, held: 2 ** 26 };

/** How a layer is fitted: by which sums, and to which of its rows. */
interface Approach {
  readonly sums: RowSums;
  /** Every how many places of each axis. */
  readonly every: number;
  /** Rows at most where they are held; Infinity where sums are. */
  readonly most: number;
}

function approachTo(layer: LinearLayer, normed: boolean, examples: number, places: number): Approach {
  const [blocks, features] = [blocksOf(layer), featuresOf(layer)];
  const { shape } = layer.weights.kernel;
  const targets = layer.kind === "depthwise-conv" ? shape[shape.length - 1] : shape[shape.length - 1] / blocks;
  const intercept = layer.weights.bias !== undefined || normed;
  const rows = examples * places;
  const thinned = (wanted: number) =>
    Math.max(1, Math.floor((places / Math.max(1, wanted / examples)) ** (1 / latticeAxes(layer))));
  if (blocks === 1 && (features > mostSolved || rows < features)) {
    const most = Math.min(rows, mostSolved, Math.max(64, Math.floor(mostFloats.held / features)));
    return { sums: heldRows(features, targets, intercept, most), every: thinned(most), most };
  }
  const wanted = Math.max(rowsAFeature * features, mostWork / (blocks * features ** 2));
  return { sums: gramSums(blocks, features, targets, intercept), every: thinned(wanted), most: Infinity };
}

/** The kernel as blocks of [features, targets], and back. */
function blockOf(values: Float32Array, features: number, blocks: number, block: number): Float64Array {
  const targets = values.length / features / blocks;
  return Float64Array.from(
    { length: features * targets },
    (_, at) => values[Math.floor(at / targets) * blocks * targets + block * targets + (at % targets)],
  );
}

export function presentOf(layer: LinearLayer, normed: boolean, block: number): Present {
  const blocks = blocksOf(layer);
  const { kernel, bias } = layer.weights;
  const weights = blockOf(kernel.values, featuresOf(layer), blocks, block);
  if (normed) return { weights, intercept: "best" };
  return { weights, intercept: bias ? blockOf(bias.values, 1, blocks, block) : null };
}

/** The layer with what was fitted, block by block, in place of its kernel and bias. */
export function withBlocks(layer: LinearLayer, fits: readonly LinearFit[]): LinearLayer {
  const { kernel, bias } = layer.weights;
  const [values, offsets] = [new Float32Array(kernel.values.length), new Float32Array(bias?.values.length ?? 0)];
  const targets = values.length / featuresOf(layer) / fits.length;
  fits.forEach(({ weights, intercept }, block) => {
    weights.forEach((weight, at) => {
      values[Math.floor(at / targets) * fits.length * targets + block * targets + (at % targets)] = weight;
    });
    if (bias) offsets.set(intercept, block * targets);
  });
  return withLayerWeights(layer, {
    ...weightsOf(layer),
    kernel: { ...kernel, values },
    ...(bias ? { bias: { ...bias, values: offsets } } : {}),
  });
}

/** Adds a pass's rows to the sums, a part of its examples at a time. */
async function addPass(
  { sums, every, most }: Approach,
  site: Extract<RepairSite, { kind: "linear" }>,
  layer: LinearLayer,
  walk: SideBySide,
  pair: ReadPair,
  share: number,
  places: number,
  random: RandomSource,
): Promise<void> {
  const perPart = Math.max(
    1,
    Math.floor((mostFloats.part * every ** latticeAxes(layer)) / (places * featuresOf(layer))),
  );
  for (let from = 0; from < pair.examples; from += perPart) {
    const count = Math.min(perPart, pair.examples - from);
    const lattice: Lattice = {
      every,
      begin: Array.from({ length: latticeAxes(layer) }, () => random.integer(every)),
    };
    const part = (x: Tensor) => placesAlong(x, 0, from, count, 1);
    const [h, y] = tf.tidy(() => {
      const wanted = linearPart(site.layer, part(pair.full), walk.fullWeights(layer.id), site.kept);
      const read = readRows(layer, part(pair.pruned), lattice);
      const given = givenRows(layer, wanted, lattice);
      const quota = Math.ceil((share * most * count) / pair.examples);
      const [rows] = [read.shape[1]];
      return drawnRows(read, given, quota < rows ? randomPermutation(rows, random).slice(0, quota) : allOf(rows));
    });
    await sums.add(h, y);
    tf.dispose([h, y]);
  }
}

const allOf = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

/** A layer as fitted, and how near it came. */
export interface FittedLayer {
  readonly layer: LinearLayer;
  readonly fit: LayerFit;
}

/**
 * The least-squares weights of one layer of a pruned network (METHOD section 6); yields the examples done so far.
 * @param layer as it stands in the pruned network
 * @param outputShape of the layer, for the number of its places
 * @param examples in all
 * @param penalty lambda as a share of the mean diagonal
 */
export async function* refitLayer(
  walk: SideBySide,
  site: Extract<RepairSite, { kind: "linear" }>,
  layer: LinearLayer,
  outputShape: Shape,
  examples: number,
  penalty: number,
  random: RandomSource,
): AsyncGenerator<number, FittedLayer> {
  const normed = site.normed && layer.weights.bias === undefined;
  const places = outputShape.slice(0, -1).reduce((product, length) => product * length, 1);
  const approach = approachTo(layer, normed, examples, places);
  const { sums } = approach;
  try {
    let done = 0;
    for await (const pair of walk.inputsOf(layer.id)) {
      await addPass(approach, site, layer, walk, pair, pair.examples / examples, places, random);
      done += pair.examples;
      yield done;
    }
    const blocks = blocksOf(layer);
    const squares = { before: 0, after: 0, all: 0 };
    const fits: BlockFit[] = [];
    for (let block = 0; block < blocks; block++) {
      const fit = await sums.fit(block, presentOf(layer, normed, block), penalty);
      fits.push(fit);
      squares.before += fit.before;
      squares.after += fit.after;
      squares.all += fit.all;
    }
    const explained = (left: number) => (squares.all > 0 ? 1 - left / squares.all : 1);
    return {
      layer: withBlocks(layer, fits),
      fit: {
        layer: layer.id,
        kind: "linear",
        rows: sums.rows,
        explained: { before: explained(squares.before), after: explained(squares.after) },
      },
    };
  } finally {
    sums.dispose();
  }
}
