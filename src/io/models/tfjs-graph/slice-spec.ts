import type { Constant } from "./constant.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { numberAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";

/** What a slice takes along one axis: `size` places from `begin`, every `stride`-th; `drop` removes the axis. */
export interface AxisSlice {
  readonly begin: number;
  readonly size: number;
  readonly stride: number;
  readonly drop: boolean;
  /** True where it takes the axis as it is. */
  readonly whole: boolean;
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** An axis of unknown length (the examples) can only be taken whole, or at a fixed place counted from its start. */
function alongUnknown(begin: number | null, end: number | null, stride: number, drop: boolean): AxisSlice | null {
  if (drop) return begin === null || begin < 0 ? null : { begin, size: 1, stride: 1, drop, whole: false };
  if ((begin === null || begin === 0) && end === null && stride === 1)
    return { begin: 0, size: Number.NaN, stride, drop, whole: true };
  return null;
}

function along(length: number, begin: number | null, end: number | null, stride: number, drop: boolean): AxisSlice {
  const from = (place: number): number => (place < 0 ? place + length : place);
  if (drop) return { begin: from(begin ?? 0), size: 1, stride: 1, drop, whole: false };
  const back = stride < 0;
  const first =
    begin === null ? (back ? length - 1 : 0) : clamp(from(begin), back ? -1 : 0, back ? length - 1 : length);
  const stop = end === null ? (back ? -1 : length) : clamp(from(end), back ? -1 : 0, back ? length - 1 : length);
  const size = Math.max(0, Math.ceil((stop - first) / stride));
  return { begin: first, size, stride, drop, whole: first === 0 && size === length && stride === 1 };
}

/**
 * What a StridedSlice takes along each axis of its input, by TensorFlow's rules for masks.
 * @param shape of the input; NaN for the number of examples
 * @throws FailureError model-unsupported for new axes; model-invalid for a slice that does not fit
 */
export function stridedSliceSpec(
  node: GraphNode,
  shape: readonly number[],
  [begin, end, strides]: readonly Constant[],
): readonly AxisSlice[] {
  const mask = (name: string, axis: number): boolean => ((numberAttribute(node, name, 0) >> axis) & 1) === 1;
  const given = begin?.values.length ?? 0;
  if (given > 31 || end?.values.length !== given || (strides !== undefined && strides.values.length !== given))
    throw invalidNode(node, "has a beginning, an end and strides of different lengths");
  const spec: AxisSlice[] = [];
  for (let i = 0; i < given; i++) {
    if (mask("new_axis_mask", i)) throw unsupportedNode(node, "adds an axis while it slices");
    if (mask("ellipsis_mask", i)) {
      const kept = shape.length - (given - 1);
      while (spec.length < shape.length && kept > 0 && spec.length < i + kept) spec.push(wholeAxis(shape[spec.length]));
      continue;
    }
    const length = shape[spec.length];
    const first = mask("begin_mask", i) ? null : (begin?.values[i] ?? 0);
    const last = mask("end_mask", i) ? null : (end.values[i] ?? 0);
    const stride = strides?.values[i] ?? 1;
    if (length === undefined || stride === 0 || Number.isNaN(stride))
      throw invalidNode(node, "slices more axes than its input has, or with stride 0");
    const drop = mask("shrink_axis_mask", i);
    const slice = Number.isNaN(length)
      ? alongUnknown(first, last, stride, drop)
      : Number.isNaN(first ?? 0) || Number.isNaN(last ?? 0)
        ? null
        : along(length, first, last, stride, drop);
    if (slice === null)
      throw unsupportedNode(node, "takes a part of the examples, or a part that depends on their number");
    spec.push(slice);
  }
  return filled(node, spec, shape);
}

const wholeAxis = (length = 0): AxisSlice => ({ begin: 0, size: length, stride: 1, drop: false, whole: true });

function filled(node: GraphNode, spec: readonly AxisSlice[], shape: readonly number[]): readonly AxisSlice[] {
  const all = [...spec, ...shape.slice(spec.length).map(wholeAxis)];
  if (all.length !== shape.length) throw invalidNode(node, "slices more axes than its input has");
  all.forEach(({ begin, size, stride }, axis) => {
    const length = shape[axis] ?? 0;
    const last = begin + (size - 1) * stride;
    if (size > 0 && !Number.isNaN(length) && (begin < 0 || begin >= length || last < 0 || last >= length))
      throw invalidNode(node, `takes places that its input of shape ${shape.join(" x ")} does not have`);
  });
  return all;
}

/** What a Slice (beginnings and sizes, -1 for the rest) takes along each axis. @throws FailureError model-invalid, model-unsupported */
export function sliceSpec(
  node: GraphNode,
  shape: readonly number[],
  [begin, size]: readonly Constant[],
): readonly AxisSlice[] {
  if (begin?.values.length !== shape.length || size?.values.length !== shape.length)
    throw invalidNode(node, "has a beginning and a size for another number of axes than its input has");
  const spec = shape.map((length, axis): AxisSlice => {
    const first = begin.values[axis] ?? 0;
    const asked = size.values[axis] ?? 0;
    if (Number.isNaN(length)) {
      if (first === 0 && (asked === -1 || Number.isNaN(asked))) return { ...wholeAxis(Number.NaN) };
      throw unsupportedNode(node, "takes a part of the examples");
    }
    const taken = asked === -1 ? length - first : asked;
    if (!Number.isInteger(first) || !Number.isInteger(taken) || first < 0 || taken < 0 || first + taken > length)
      throw invalidNode(node, `takes places that its input of shape ${shape.join(" x ")} does not have`);
    return { begin: first, size: taken, stride: 1, drop: false, whole: first === 0 && taken === length };
  });
  return filled(node, spec, shape);
}
