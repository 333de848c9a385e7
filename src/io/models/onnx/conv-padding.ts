import type { LayerId, Padding } from "../../../core/model/model.ts";
import { placeWindow } from "../../../core/model/window.ts";
import { addLayer, type Decoding, freshId, shapeOfLayer } from "./decoding.ts";
import { intsOf, invalidNode, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";

export type Pads = readonly (readonly [number, number])[];

/** A window as the node's attributes give it. */
export interface WindowSettings {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

const most = 2 ** 16;

function numbersOf(node: OnnxNode, name: string, rank: number, least: number): readonly number[] {
  const numbers = intsOf(node, name) ?? new Array<number>(rank).fill(1);
  if (numbers.length !== rank || numbers.some((n) => !(n >= least && n <= most)))
    throw invalidNode(
      node,
      `has ${name} ${numbers.slice(0, 9).join(", ")}; ${rank} whole numbers from ${least} were expected`,
    );
  return numbers;
}

/** @param window where the kernel says it */
export function windowSettings(node: OnnxNode, rank: number, window?: readonly number[]): WindowSettings {
  return {
    window: window ?? numbersOf(node, "kernel_shape", rank, 1),
    strides: numbersOf(node, "strides", rank, 1),
    dilation: numbersOf(node, "dilations", rank, 1),
  };
}

/**
 * Padding of each spatial axis, whichever way the node says it.
 * @param lengths of the spatial axes
 */
export function padsOf(
  node: OnnxNode,
  lengths: readonly number[],
  { window, strides, dilation }: WindowSettings,
): Pads {
  const auto = stringOf(node, "auto_pad", "NOTSET");
  if (auto === "SAME_UPPER" || auto === "SAME_LOWER")
    return lengths.map((length, axis) => {
      const [stride, reach] = [strides[axis] ?? 1, ((window[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1];
      const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
      const less = Math.floor(total / 2);
      return auto === "SAME_UPPER" ? [less, total - less] : [total - less, less];
    });
  if (auto !== "NOTSET" && auto !== "VALID") throw unsupportedNode(node, `has the padding "${auto.slice(0, 40)}"`);
  const listed = auto === "VALID" ? null : intsOf(node, "pads");
  if (listed === null || listed.length === 0) return lengths.map(() => [0, 0]);
  if (listed.length !== 2 * lengths.length || listed.some((n) => !(n >= 0 && n <= most)))
    throw invalidNode(node, `has pads ${listed.slice(0, 9).join(", ")}, which do not fit ${lengths.length} axes`);
  return lengths.map((_, axis) => [listed[axis] ?? 0, listed[axis + lengths.length] ?? 0]);
}

/** The name of a padding that says the same; null where only numbers do. */
export function namedPadding(
  lengths: readonly number[],
  { window, strides, dilation }: WindowSettings,
  pads: Pads,
): Padding | null {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return "valid";
  const fits = (padding: Padding): boolean =>
    lengths.every((length, axis) => {
      const [stride, dilated, taps] = [strides[axis] ?? 1, dilation[axis] ?? 1, window[axis] ?? 1];
      const reach = (taps - 1) * dilated + 1;
      const [before, after] = pads[axis] ?? [0, 0];
      const placed = placeWindow(length, taps, stride, dilated, padding);
      return placed.before === before && Math.floor((length + before + after - reach) / stride) + 1 === placed.out;
    });
  if (fits("same")) return "same";
  return lengths.length === 1 && fits("causal") ? "causal" : null;
}

/** What a convolution reads, and its padding: zeros go around the input first where no name of ours says the same. */
export function paddedInput(
  decoding: Decoding,
  node: OnnxNode,
  input: LayerId,
  settings: WindowSettings,
): { readonly input: LayerId; readonly padding: Padding } {
  const lengths = shapeOfLayer(decoding, input).slice(0, -1);
  const pads = padsOf(node, lengths, settings);
  const padding = namedPadding(lengths, settings, pads);
  if (padding !== null) return { input, padding };
  const id = freshId(decoding, `${node.id}/padding`);
  addLayer(decoding, { kind: "zero-padding", id, inputs: [input], padding: pads });
  return { input: id, padding: "valid" };
}
