import type { PoolLayer } from "../core/model/model.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/** Max or average pooling of either rank, channels last. The caller disposes. */
export function pool(layer: PoolLayer, x: Tensor): Tensor {
  const flat = layer.size.length === 1;
  const input = (flat ? tf.expandDims(x, 1) : x) as Tensor4D;
  const size: [number, number] = flat ? [1, layer.size[0]] : [layer.size[0], layer.size[1]];
  const strides: [number, number] = flat ? [1, layer.strides[0]] : [layer.strides[0], layer.strides[1]];
  const y =
    layer.operation === "max"
      ? tf.maxPool(input, size, strides, layer.padding)
      : tf.avgPool(input, size, strides, layer.padding);
  return flat ? tf.squeeze(y, [1]) : y;
}
