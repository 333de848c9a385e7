import type { ConvLayer, DenseLayer, Layer, Shape } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { rerolled, unrolled, unrolledFilter } from "./convolve.ts";
import type { Site } from "./evaluation-plan.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/**
 * The first masked layer, folded: since the layer is linear in its input channels, what each player's channels give to
 * its output is computed once, and a coalition is then a row of the matrix product masks x contributions (METHOD
 * section 5). Rows of the contributions: one for each player of the site, and one for what is always present.
 */
export interface Fold {
  /** Player of each contribution row; -1 for rows that are always present (unmasked channels, the bias as the last row). */
  readonly rows: Int32Array;
  /** Membership of input channels in rows, [rows, channels]; null where row i is channel i. */
  readonly gather: readonly (readonly number[])[] | null;
  /** Floats of contributions for one example. */
  readonly size: number;
}

function channelsByRow(site: Site): { rows: number[]; members: number[][] } {
  const rows: number[] = [];
  const members: number[][] = [];
  site.players.forEach((player, channel) => {
    let row = rows.indexOf(player);
    if (row < 0) {
      row = rows.push(player) - 1;
      members.push([]);
    }
    members[row].push(channel);
  });
  return { rows, members };
}

/**
 * Whether folding saves work at this site, and how: a row of the product costs rows x outputs, the layer itself
 * window x channels x outputs. Null where it does not pay, or for a dense layer with uneven rows.
 */
export function planFold(layer: Layer, site: Site, output: Shape): Fold | null {
  if (!site.first || (layer.kind !== "conv" && layer.kind !== "dense")) return null;
  // a group reads only a share of the channels
  if (layer.kind === "conv" && (layer.groups ?? 1) > 1) return null;
  const { rows, members } = channelsByRow(site);
  const outputs = output.reduce((product, length) => product * length, 1);
  const fanIn = layer.weights.kernel.shape.slice(0, -1).reduce((product, length) => product * length, 1);
  if (fanIn < 2 * rows.length) return null;
  if (layer.kind === "dense") {
    const even = members.every((channels) => channels.length === members[0].length);
    if (!even || output.length !== 1) return null;
  }
  const identity = members.every((channels, row) => channels.length === 1 && channels[0] === row);
  const all = layer.weights.bias ? [...rows, -1] : rows;
  return { rows: Int32Array.from(all), gather: identity ? null : members, size: all.length * outputs };
}

function convContributions(layer: ConvLayer, fold: Fold, x: Tensor, kernel: Tensor): Tensor2D {
  // A depthwise convolution with multiplier = outputs keeps every input channel's share apart: channel c gives c * out + o.
  const { x: input, window } = unrolled(layer, x);
  const filter = unrolledFilter(layer, kernel);
  const [channels, outputs] = filter.shape.slice(2);
  const apart = rerolled(
    layer,
    tf.depthwiseConv2d(input, filter, window.strides, window.padding, "NHWC", window.dilation),
    window,
  );
  const places = apart.size / (channels * outputs);
  const byChannel = tf.reshape(tf.transpose(tf.reshape(apart, [places, channels, outputs]), [1, 0, 2]), [
    channels,
    places * outputs,
  ]) as Tensor2D;
  if (!fold.gather) return byChannel;
  const membership = fold.gather.map((row) => Array.from({ length: channels }, (_, c) => (row.includes(c) ? 1 : 0)));
  return tf.matMul(tf.tensor2d(membership, [membership.length, channels], "float32"), byChannel);
}

function denseContributions(layer: DenseLayer, fold: Fold, x: Tensor, kernel: Tensor): Tensor2D {
  const examples = x.shape[0];
  const outputs = layer.weights.kernel.shape[1];
  const members = fold.gather ?? Array.from({ length: layer.weights.kernel.shape[0] }, (_, row) => [row]);
  const order = tf.tensor1d(members.flat(), "int32");
  const width = members[0].length;
  const parts = tf.transpose(tf.reshape(tf.gather(x, order, 1), [examples, members.length, width]), [1, 0, 2]);
  const weights = tf.reshape(tf.gather(kernel, order, 0), [members.length, width, outputs]);
  return tf.reshape(tf.matMul(parts, weights), [members.length, examples * outputs]) as Tensor2D;
}

/** Contributions [rows, examples x output size] of each row to the layer's output before activation. */
export function contributionsOf(layer: ConvLayer | DenseLayer, fold: Fold, x: Tensor, weights: LayerTensors): Tensor2D {
  return tf.tidy(() => {
    const linear =
      layer.kind === "conv"
        ? convContributions(layer, fold, x, weights.kernel)
        : denseContributions(layer, fold, x, weights.kernel);
    if (!weights.bias) return linear;
    const everywhere = tf.tile(weights.bias, [linear.shape[1] / weights.bias.size]);
    return tf.concat([linear, tf.expandDims(everywhere, 0) as Tensor2D]);
  });
}

/** The folded layer's output for stacked coalitions, [coalitions x examples, ...output shape]. Inside a tidy. */
export function applyFold(
  layer: ConvLayer | DenseLayer,
  masks: Tensor2D,
  contributions: Tensor2D,
  output: Shape,
): Tensor {
  const fused = fusable(layer.activation);
  const summed = tf.fused.matMul({ a: masks, b: contributions, activation: fused ?? "linear" });
  const shaped = tf.reshape(summed, [-1, ...output]);
  return fused ? shaped : activate(shaped, layer.activation);
}
