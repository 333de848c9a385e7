import { type Constant, constantOf, sizeOf } from "./constant.ts";
import { type FoldBudget, spend } from "./fold-budget.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { flagAttribute, isWholeType, numberAttribute, numbersAttribute, typeAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import { type AxisSlice, sliceSpec, stridedSliceSpec } from "./slice-spec.ts";
import { transposed } from "./transpose-constant.ts";

/** An axis counted from the start. @throws FailureError model-invalid where there is no such axis */
export function axisOf(node: GraphNode, axis: number | undefined, rank: number): number {
  const counted = axis !== undefined && axis < 0 ? axis + rank : axis;
  if (counted === undefined || !Number.isInteger(counted) || counted < 0 || counted >= rank)
    throw invalidNode(node, `speaks of axis ${axis} of a tensor with ${rank} axes`);
  return counted;
}

function refuseEmpty(node: GraphNode, { values }: Constant): void {
  if (values.length === 0) throw unsupportedNode(node, "works on a tensor without elements");
}

/** Elements of a constant at the indices that each output axis takes from it. */
function pick(
  node: GraphNode,
  budget: FoldBudget,
  x: Constant,
  taken: readonly (readonly number[])[],
  shape: readonly number[],
): Constant {
  spend(node, budget, 2 * sizeOf(taken.map((places) => places.length)));
  let offsets = [0];
  x.shape.forEach((length, axis) => {
    offsets = offsets.flatMap((offset) => (taken[axis] ?? []).map((index) => offset * length + index));
  });
  return constantOf(
    x.type,
    shape,
    Float64Array.from(offsets, (offset) => x.values[offset] ?? Number.NaN),
    x.runtime,
  );
}

function sliced(node: GraphNode, budget: FoldBudget, x: Constant, spec: readonly AxisSlice[]): Constant {
  refuseEmpty(node, x);
  const taken = spec.map(({ begin, size, stride }) => Array.from({ length: size }, (_, i) => begin + i * stride));
  return pick(
    node,
    budget,
    x,
    taken,
    spec.filter(({ drop }) => !drop).map(({ size }) => size),
  );
}

function withShape(node: GraphNode, x: Constant, target: readonly number[]): Constant {
  const known = sizeOf(target.filter((axis) => axis !== -1));
  const shape = target.map((axis) => (axis === -1 ? x.values.length / known : axis));
  if (sizeOf(shape) !== x.values.length || shape.some((axis) => !Number.isInteger(axis) || axis < 0))
    throw invalidNode(node, `gives ${x.values.length} numbers the shape ${target.join(" x ")}`);
  return { ...x, shape };
}

function squeezed(node: GraphNode, x: Constant): Constant {
  const asked = numbersAttribute(node, "squeeze_dims") ?? numbersAttribute(node, "axis") ?? [];
  const axes = new Set(asked.map((axis) => axisOf(node, axis, x.shape.length)));
  return withShape(
    node,
    x,
    x.shape.filter((length, axis) => length !== 1 || (axes.size > 0 && !axes.has(axis))),
  );
}

function joined(node: GraphNode, budget: FoldBudget, parts: readonly Constant[], asked: number | undefined): Constant {
  const [first] = parts;
  if (first === undefined) throw invalidNode(node, "joins nothing");
  const axis = axisOf(node, asked, first.shape.length);
  const outer = sizeOf(first.shape.slice(0, axis));
  const fits = parts.every(
    ({ shape }) =>
      shape.length === first.shape.length && shape.every((length, i) => i === axis || length === first.shape[i]),
  );
  if (!fits) throw invalidNode(node, "joins tensors whose shapes do not fit");
  spend(
    node,
    budget,
    parts.reduce((sum, part) => sum + part.values.length, 0),
  );
  const values: number[] = [];
  for (let row = 0; row < outer; row++)
    for (const part of parts) {
      const run = part.values.length / outer;
      for (let i = 0; i < run; i++) values.push(part.values[row * run + i] ?? Number.NaN);
    }
  const length = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  const shape = first.shape.map((own, i) => (i === axis ? length : own));
  return constantOf(
    first.type,
    shape,
    values,
    parts.some(({ runtime }) => runtime),
  );
}

function packed(node: GraphNode, budget: FoldBudget, parts: readonly Constant[]): Constant {
  const [first] = parts;
  if (first === undefined) throw invalidNode(node, "joins nothing");
  const axis = axisOf(node, numberAttribute(node, "axis", 0), first.shape.length + 1);
  const rows = parts.map((part) => withShape(node, part, first.shape.toSpliced(axis, 0, 1)));
  return joined(node, budget, rows, axis);
}

function gathered(node: GraphNode, budget: FoldBudget, x: Constant, indices: Constant, asked: number): Constant {
  refuseEmpty(node, x);
  const axis = axisOf(node, asked, x.shape.length);
  const length = x.shape[axis] ?? 0;
  const places = [...indices.values];
  if (places.some((place) => !Number.isInteger(place) || place < 0 || place >= length))
    throw invalidNode(node, "gathers places that its input does not have");
  const taken = x.shape.map((own, i) => (i === axis ? places : Array.from({ length: own }, (_, place) => place)));
  return pick(node, budget, x, taken, x.shape.toSpliced(axis, 1, ...indices.shape));
}

function reduced(node: GraphNode, x: Constant, axes: Constant, combine: (a: number, b: number) => number): Constant {
  refuseEmpty(node, x);
  const over = new Set([...axes.values].map((axis) => axisOf(node, axis, x.shape.length)));
  if (over.size !== x.shape.length) throw unsupportedNode(node, "combines some axes of a constant, not all");
  const value = [...x.values].reduce(combine);
  const shape = flagAttribute(node, "keep_dims") ? x.shape.map(() => 1) : [];
  return constantOf(x.type, shape, [value], x.runtime);
}

function filled(node: GraphNode, budget: FoldBudget, dims: Constant, value: Constant): Constant {
  const shape = [...dims.values];
  if (shape.some((axis) => !Number.isInteger(axis) || axis < 0))
    throw unsupportedNode(node, "makes a tensor whose size follows from the examples");
  spend(node, budget, sizeOf(shape));
  return constantOf(value.type, shape, new Float64Array(sizeOf(shape)).fill(value.values[0] ?? 0), dims.runtime);
}

/**
 * An operation that moves the numbers of constants, or combines those of a shape.
 * @returns null where the operation is none of these
 * @throws FailureError model-invalid, model-unsupported
 */
export function foldRearranging(node: GraphNode, inputs: readonly Constant[], budget: FoldBudget): Constant | null {
  const [x, second, third] = inputs;
  if (x === undefined) return null;
  switch (node.op) {
    case "Squeeze":
      return squeezed(node, x);
    case "Shape":
      return constantOf("int32", [x.shape.length], x.shape);
    case "Size":
      return constantOf("int32", [], [x.values.length]);
    case "Pack":
      return packed(node, budget, inputs);
    case "ConcatV2":
      return joined(node, budget, inputs.slice(0, -1), inputs.at(-1)?.values[0]);
    case "StridedSlice":
      return sliced(node, budget, x, stridedSliceSpec(node, x.shape, inputs.slice(1)));
    case "Slice":
      return sliced(node, budget, x, sliceSpec(node, x.shape, inputs.slice(1)));
  }
  if (second === undefined) return null;
  switch (node.op) {
    case "Reshape":
      return withShape(node, x, [...second.values]);
    case "ExpandDims":
      return withShape(node, x, x.shape.toSpliced(axisOf(node, second.values[0], x.shape.length + 1), 0, 1));
    case "Transpose":
      spend(node, budget, 2 * x.values.length);
      return transposed(x, permutationOf(node, second, x.shape.length));
    case "GatherV2":
    case "Gather":
      return gathered(node, budget, x, second, third?.values[0] ?? 0);
    case "Prod":
      return reduced(node, x, second, (a, b) => a * b);
    case "Sum":
      return reduced(node, x, second, (a, b) => a + b);
    case "Max":
      return reduced(node, x, second, (a, b) => Math.max(a, b));
    case "Fill":
      return filled(node, budget, x, second);
    default:
      return null;
  }
}

/** The order of axes that a Transpose asks for. @throws FailureError model-invalid where it is none */
export function permutationOf(node: GraphNode, order: Constant, rank: number): readonly number[] {
  const axes = [...order.values].map((axis) => axisOf(node, axis, rank));
  if (axes.length !== rank || new Set(axes).size !== rank)
    throw invalidNode(node, `puts the axes in the order ${axes.join(", ")}, which is none of ${rank} axes`);
  return axes;
}

/** True where a Cast keeps numbers as they are. */
export function castKeepsFractions(node: GraphNode): boolean {
  return !isWholeType(typeAttribute(node, "DstT"));
}
