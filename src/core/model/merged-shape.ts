import type { AddLayer, ConcatLayer, MergeLayer, Shape } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";

/** Output shape of an elementwise layer: axes of length 1 are repeated. Throws `model-invalid`. */
export function combined(layer: AddLayer | MergeLayer, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  const longest = first.map((_, axis) => Math.max(...shapes.map((shape) => shape[axis] ?? 0)));
  for (const shape of shapes)
    if (shape.length !== first.length || shape.some((length, axis) => length !== 1 && length !== longest[axis]))
      throw modelInvalid(
        layer.id,
        `got inputs of shapes ${shapes.map(shapeWords).join(" and ")}; on every axis equal lengths, or 1, were expected.`,
      );
  return longest;
}

/** Output shape of a concatenation along the last axis. Throws `model-invalid`. */
export function concatenated(layer: ConcatLayer, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  for (const shape of shapes)
    if (shape.length !== first.length || shape.slice(0, -1).some((length, axis) => length !== first[axis]))
      throw modelInvalid(
        layer.id,
        `got inputs of shapes ${shapeWords(first)} and ${shapeWords(shape)}; shapes that differ in the last axis only were expected.`,
      );
  return [...first.slice(0, -1), shapes.reduce((sum, shape) => sum + shape[shape.length - 1], 0)];
}
