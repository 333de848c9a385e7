import type { Layer, Shape } from "../src/core/model/model.ts";
import { runReference } from "../src/core/model/reference-network.ts";
import { input, network } from "./layers.ts";

/** What these layers make of one example behind an input named "input", by the reference, rounded to 6 decimals. */
export function through(shape: Shape, values: readonly number[], ...layers: Layer[]): number[] {
  const output = runReference(network(input(shape), ...layers), Float32Array.from(values), 1);
  return [...output].map((y) => Math.round(y * 1e6) / 1e6);
}

/** 1, 2 ... n. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
