import type { MergeLayer, Shape } from "./model.ts";
import { repeated } from "./repeated.ts";

type Operation = MergeLayer["operation"] | "add";

function combine(operation: Operation, x: number, y: number): number {
  switch (operation) {
    case "add":
    case "average":
      return x + y;
    case "subtract":
      return x - y;
    case "multiply":
      return x * y;
    case "divide":
      return x / y;
    case "maximum":
      return Math.max(x, y);
    case "minimum":
      return Math.min(x, y);
  }
}

/**
 * Inputs element by element, the first with the second, the result with the third and so on; axes of length 1 are
 * repeated.
 * @param output shape of the result without the batch axis
 */
export function referenceMerge(
  operation: Operation,
  inputs: readonly Float64Array[],
  shapes: readonly Shape[],
  output: Shape,
  examples: number,
): Float64Array {
  const from = shapes.map((shape) => repeated(shape, output));
  const size = from[0].length;
  const element = (k: number, i: number): number =>
    inputs[k][Math.floor(i / size) * (inputs[k].length / examples) + from[k][i % size]];
  return Float64Array.from({ length: examples * size }, (_, i) => {
    let x = element(0, i);
    for (let k = 1; k < inputs.length; k++) x = combine(operation, x, element(k, i));
    return operation === "average" ? x / inputs.length : x;
  });
}
