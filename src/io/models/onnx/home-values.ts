import type { Tensor } from "../../../core/model/model.ts";
import { transposed } from "./constant-arithmetic.ts";
import type { WantedConstant } from "./constant-rewrites.ts";
import type { OnnxHome } from "./onnx-origin.ts";

/** A weight of ours as its place in the file holds it; undoes `takeWeight`. */
export function homeValues(home: OnnxHome, tensor: Tensor): WantedConstant {
  const { axes, rank, factor = 1, reciprocal } = home;
  // the file's axes in its order; those that no axis of ours is have length 1
  const order = [...axes.keys()].sort((a, b) => (axes[a] ?? 0) - (axes[b] ?? 0));
  const { values } = transposed({ ...tensor, whole: false }, order);
  const shape = new Array<number>(rank).fill(1);
  axes.forEach((axis, i) => {
    shape[axis] = tensor.shape[i] ?? 1;
  });
  const [first = 1, second = 1] = shape;
  return {
    node: home.node,
    input: home.input,
    shape: home.depthwise === true ? [first * second, 1, ...shape.slice(2)] : shape,
    values:
      factor === 1 && reciprocal !== true
        ? values
        : Float32Array.from(values, (value) => (reciprocal === true ? factor / value : value / factor)),
    whole: false,
  };
}
