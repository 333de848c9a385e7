import { broadcastShape, concatenated, expanded, sizeOfShape, transposed } from "./constant-arithmetic.ts";
import { axisOf, type Decoding, dimsOf } from "./decoding.ts";
import { axesOf, type Folded, gathered, sliced, uniform } from "./fold-picks.ts";
import { intOf, intsOf, invalidNode, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import { sliceRange } from "./slice-range.ts";
import { type Constant, readConstant } from "./tensor-data.ts";

type Fold = (node: OnnxNode, inputs: readonly (Constant | undefined)[], decoding: Decoding) => Folded | null;

const integers = (values: readonly number[], shape: readonly number[] = [values.length]): Folded => ({
  shape,
  values: Float64Array.from(values),
  whole: true,
});

const elementwise =
  (compute: (a: number, b: number) => number): Fold =>
  (_node, [a, b]) => {
    if (a === undefined || b === undefined || a.uniform !== undefined || b.uniform !== undefined) return null;
    const shape = broadcastShape(a.shape, b.shape);
    if (shape === null) return null;
    const [x, y] = [expanded(a, shape).values, expanded(b, shape).values];
    const whole = a.whole && b.whole;
    const values = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) values[i] = compute(x[i] ?? 0, y[i] ?? 0);
    return { shape, whole, values: whole ? values.map((value) => Math.trunc(value)) : values };
  };

const unary =
  (compute: (x: number) => number): Fold =>
  (_node, [x]) =>
    x === undefined || x.uniform !== undefined
      ? null
      : { shape: x.shape, whole: x.whole, values: Float64Array.from(x.values, compute) };

const reshaped = (x: Constant, shape: readonly number[]): Folded => ({
  shape,
  whole: x.whole,
  values: x.values,
  ...(x.uniform === undefined ? {} : { uniform: x.uniform }),
});

function reshape(node: OnnxNode, x: Constant, target: readonly number[]): Folded | null {
  const copied = target.map((length, axis) =>
    length === 0 && intOf(node, "allowzero", 0) === 0 ? (x.shape[axis] ?? 1) : length,
  );
  const known = copied.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const shape = copied.map((length) => (length === -1 ? sizeOfShape(x.shape) / known : length));
  return sizeOfShape(shape) === sizeOfShape(x.shape) && shape.every(Number.isSafeInteger) ? reshaped(x, shape) : null;
}

function cast(node: OnnxNode, x: Constant): Folded {
  const whole = ![1, 10, 11, 16].includes(intOf(node, "to", 1));
  if (whole === x.whole) return reshaped(x, x.shape);
  return { ...reshaped(x, x.shape), whole, values: Float64Array.from(x.values, whole ? Math.trunc : (value) => value) };
}

const squeeze: Fold = (node, [x, axes]) => {
  if (x === undefined) return null;
  const gone = axesOf(node, axes)?.map((axis) => axisOf(node, axis, x.shape.length));
  return reshaped(
    x,
    x.shape.filter((length, axis) => (gone === undefined ? length !== 1 : !gone.includes(axis))),
  );
};

const unsqueeze: Fold = (node, [x, axes]) => {
  if (x === undefined) return null;
  const listed = axesOf(node, axes) ?? [];
  const rank = x.shape.length + listed.length;
  const added = new Set(listed.map((axis) => axisOf(node, axis, rank)));
  let from = 0;
  return reshaped(
    x,
    Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (x.shape[from++] ?? 1))),
  );
};

const folds: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ["Identity", (_, [x]) => (x === undefined ? null : reshaped(x, x.shape))],
  ["Dropout", (_, [x]) => (x === undefined ? null : reshaped(x, x.shape))],
  ["Cast", (node, [x]) => (x === undefined ? null : cast(node, x))],
  ["Shape", (_, [x]) => (x === undefined ? null : integers([...x.shape]))],
  ["Size", (_, [x]) => (x === undefined ? null : integers([sizeOfShape(x.shape)], []))],
  ["Reshape", (node, [x, t]) => (x === undefined || t === undefined ? null : reshape(node, x, [...t.values]))],
  ["Squeeze", squeeze],
  ["Unsqueeze", unsqueeze],
  ["Slice", sliced],
  ["Gather", gathered],
  [
    "Transpose",
    (node, [x]) => {
      if (x === undefined || x.uniform !== undefined) return null;
      const order = intsOf(node, "perm") ?? x.shape.map((_, i) => x.shape.length - 1 - i);
      const whole = [...order].sort((a, b) => a - b).every((axis, i) => axis === i) && order.length === x.shape.length;
      if (!whole) throw invalidNode(node, "has a perm that is no order of its axes");
      return transposed(x, order);
    },
  ],
  [
    "Concat",
    (node, inputs) => {
      const parts = inputs.filter((input): input is Constant => input !== undefined && input.uniform === undefined);
      if (parts.length < inputs.length || parts[0] === undefined) return null;
      return concatenated(parts, axisOf(node, intOf(node, "axis", 1), Math.max(1, parts[0].shape.length)));
    },
  ],
  [
    "Expand",
    (_, [x, target], decoding) => {
      if (x === undefined || target === undefined) return null;
      const lengths = [...target.values].map((length) => (length === -1 ? 1 : length));
      const ahead = x.shape.length - lengths.length;
      // a constant that was made for a fixed batch has its length where the target has the batch
      const made = x.shape.map((length, axis) =>
        Number.isNaN(lengths[axis - ahead]) && length === decoding.batch ? 1 : length,
      );
      const shape = broadcastShape(made, lengths);
      const all =
        x.uniform ?? (x.values.length > 0 && x.values.every((v) => v === x.values[0]) ? x.values[0] : undefined);
      if (shape === null) return null;
      if (all !== undefined) return uniform(shape, all, x.whole);
      return shape.some(Number.isNaN) ? null : expanded(x, shape);
    },
  ],
  ["Add", elementwise((a, b) => a + b)],
  ["Sub", elementwise((a, b) => a - b)],
  ["Mul", elementwise((a, b) => a * b)],
  ["Div", elementwise((a, b) => a / b)],
  ["Pow", elementwise((a, b) => a ** b)],
  ["Equal", elementwise((a, b) => (a === b ? 1 : 0))],
  ["Sqrt", unary(Math.sqrt)],
  ["Neg", unary((x) => -x)],
  ["Floor", unary(Math.floor)],
  ["Ceil", unary(Math.ceil)],
  ["Exp", unary(Math.exp)],
  ["Abs", unary(Math.abs)],
  ["Reciprocal", unary((x) => 1 / x)],
  [
    "Where",
    (_, [condition, a, b]) => {
      if (condition === undefined || a === undefined || b === undefined) return null;
      if (condition.uniform !== undefined || a.uniform !== undefined || b.uniform !== undefined) return null;
      const inner = broadcastShape(condition.shape, a.shape);
      const shape = inner === null ? null : broadcastShape(inner, b.shape);
      if (shape === null) return null;
      const [c, x, y] = [condition, a, b].map((each) => expanded(each, shape).values);
      return {
        shape,
        whole: a.whole && b.whole,
        values: Float64Array.from({ length: sizeOfShape(shape) }, (_each, i) =>
          c?.[i] ? (x?.[i] ?? 0) : (y?.[i] ?? 0),
        ),
      };
    },
  ],
]);

/** The operators that are computed once where all they read is constant; for the support table. */
export const foldedOperators: readonly string[] = ["Constant", "ConstantOfShape", ...folds.keys()];

function checkBudget(decoding: Decoding, node: OnnxNode, size: number): void {
  decoding.foldBudget -= size;
  if (!(decoding.foldBudget >= 0))
    throw unsupportedNode(
      node,
      "makes more constant numbers than the file's own size justifies",
      "Simplify the model (onnxsim) and export it again.",
    );
}

/** How many numbers folding makes at most, told before it makes them. */
function sizeAhead(node: OnnxNode, inputs: readonly (Constant | undefined)[]): number {
  const sizes = inputs.map((input) => input?.values.length ?? 0);
  const shapes = inputs.map((input) => input?.shape ?? []);
  const target = [...(inputs[1]?.values ?? [])];
  const product = (lengths: readonly number[]): number =>
    lengths.reduce((all, length) => all * (Number.isNaN(length) ? 1 : Math.max(1, Math.abs(length))), 1);
  if (node.op === "Expand") return product(target) * Math.max(1, sizes[0] ?? 0);
  if (node.op === "Gather") return Math.max(1, sizes[1] ?? 0) * product(shapes[0] ?? []);
  if (["Add", "Sub", "Mul", "Div", "Pow", "Equal", "Where"].includes(node.op)) {
    const rank = Math.max(...shapes.map((shape) => shape.length), 0);
    return product(
      Array.from({ length: rank }, (_, axis) =>
        Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
      ),
    );
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}

function filled(node: OnnxNode, shape: Constant, decoding: Decoding): Folded {
  const lengths = [...shape.values];
  const tensor = node.attributes.get("value")?.t ?? null;
  const value = tensor === null ? undefined : readConstant(tensor, node.id);
  if (lengths.some((length) => length < 0)) throw invalidNode(node, "fills a shape with an axis of negative length");
  if (!lengths.some(Number.isNaN)) checkBudget(decoding, node, sizeOfShape(lengths));
  return uniform(lengths, value?.values[0] ?? 0, value?.whole ?? false);
}

/**
 * What a node makes of constants, and of shapes; null where it needs the network's input, or is not one of those that
 * are computed ahead.
 * @param inputs undefined for one that is left out
 * @throws FailureError
 */
export function foldNode(decoding: Decoding, node: OnnxNode, inputs: readonly (Constant | undefined)[]): Folded | null {
  if (node.op === "ConstantOfShape" && inputs[0] !== undefined) return filled(node, inputs[0], decoding);
  const fold = folds.get(node.op);
  if (fold === undefined) return null;
  const free = ["Identity", "Dropout", "Reshape", "Squeeze", "Unsqueeze", "Shape", "Size"].includes(node.op);
  if (!free) checkBudget(decoding, node, sizeAhead(node, inputs));
  return fold(node, inputs, decoding);
}

/** Shape, or Size, of an activation: whole numbers, NaN for the batch. */
export function foldShape(decoding: Decoding, node: OnnxNode): Folded | null {
  const activation = decoding.activations.get(node.inputs[0] ?? "");
  if (activation === undefined || (node.op !== "Shape" && node.op !== "Size")) return null;
  const dims = dimsOf(decoding, activation);
  if (node.op === "Size") return integers([sizeOfShape(dims)], []);
  const { begin, size } = sliceRange(dims.length, intOf(node, "start", 0), intOf(node, "end", dims.length), 1);
  return integers(dims.slice(begin, begin + size));
}
