import type { Layer } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { attend } from "./attention.ts";
import { convolve, convolveDepthwise } from "./convolve.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { merge, sum } from "./merge.ts";
import { affine, batchNorm, groupNorm, layerNorm, prelu } from "./normalise.ts";
import { globalPool, pool } from "./pool.ts";
import { flatten, permute, reshape, selectChannels, slice } from "./rearrange.ts";
import { recur } from "./recurrent.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";
import { countingPlaces, embed } from "./tokens.ts";
import { upsample } from "./upsample.ts";

function applyDense(layer: Extract<Layer, { kind: "dense" }>, x: Tensor, weights: LayerTensors): Tensor {
  const [inputs, units] = layer.weights.kernel.shape;
  const rows = tf.reshape(x, [-1, inputs]);
  const fused = fusable(layer.activation);
  const y = tf.fused.matMul({
    a: rows as Tensor2D,
    b: weights.kernel as Tensor2D,
    ...(weights.bias ? { bias: weights.bias } : {}),
    activation: fused ?? "linear",
  });
  const shaped = x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), units]);
  return fused ? shaped : activate(shaped, layer.activation);
}

function output(layer: Layer, inputs: readonly Tensor[], weights: LayerTensors): Tensor {
  const x = inputs[0];
  switch (layer.kind) {
    case "input":
    case "dropout":
      return x;
    case "dense":
      return applyDense(layer, x, weights);
    case "conv":
      return convolve(layer, x, weights.kernel, weights.bias, layer.activation);
    case "depthwise-conv":
      return convolveDepthwise(layer, x, weights.kernel, weights.bias);
    case "batch-norm":
      return batchNorm(layer, x, weights);
    case "layer-norm":
      return layerNorm(layer, x, weights);
    case "group-norm":
      return groupNorm(layer, x, weights);
    case "affine":
      return affine(layer, x, weights);
    case "rescaling":
      return tf.add(tf.mul(x, layer.scale), layer.offset);
    case "prelu":
      return prelu(layer, x, weights);
    case "activation":
      return activate(x, layer.activation);
    case "pool":
      return pool(layer, x);
    case "global-pool":
      return globalPool(layer, x, inputs[1]);
    case "flatten":
      return flatten(layer, x);
    case "zero-padding":
      return tf.pad(x, [
        [0, 0],
        ...layer.padding.map(([before, after]) => [before, after] as [number, number]),
        [0, 0],
      ]);
    case "slice":
      return slice(layer, x);
    case "upsampling":
      return upsample(layer, x);
    case "channel-select":
      return selectChannels(layer, x);
    case "reshape":
      return reshape(layer, x);
    case "permute":
      return permute(layer, x);
    case "embedding":
      return embed(layer, x, weights.kernel);
    case "mask":
      return countingPlaces(layer, x);
    case "recurrent":
      return recur(layer, x, inputs[1], weights);
    case "attention":
      return attend(layer, inputs, weights);
    case "add":
      return sum(inputs);
    case "merge":
      return merge(layer, inputs);
    case "concat":
      return tf.concat([...inputs], x.rank - 1);
  }
}

/**
 * The layer's output for inputs with a leading batch axis, never one of the inputs itself. Runs inside the caller's
 * `tf.tidy`.
 * @param inputs one tensor for each of the layer's inputs, in order
 */
export function applyLayer(layer: Layer, inputs: readonly Tensor[], weights: LayerTensors): Tensor {
  const y = output(layer, inputs, weights);
  return inputs.includes(y) ? tf.clone(y) : y;
}
