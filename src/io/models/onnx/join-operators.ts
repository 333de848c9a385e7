import { arrange, withLast } from "./arrange.ts";
import {
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  constantOf,
  type Decoding,
  dimsOf,
  freshId,
  settle,
} from "./decoding.ts";
import { intOf, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";

function concat(decoding: Decoding, node: OnnxNode): void {
  if (node.inputs.some((name) => constantOf(decoding, name) !== undefined))
    throw unsupportedNode(node, "joins computed tensors with stored ones");
  const first = activationInput(decoding, node);
  const axis = axisOf(node, intOf(node, "axis", 1), first.axes.length);
  if (node.inputs.length === 1) {
    settle(decoding, node, first.layer, first.axes);
    return;
  }
  const { axes } = withLast(decoding, node, first, axis);
  const inputs = node.inputs.map(
    (_, input) => arrange(decoding, node, activationInput(decoding, node, input), axes).layer,
  );
  const id = addLayer(decoding, { kind: "concat", id: freshId(decoding, node.id), inputs });
  settle(decoding, node, id, axes);
}

/** Nothing happens to the numbers. */
function passOn(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes } = activationInput(decoding, node);
  settle(decoding, node, layer, axes);
}

/** To floats: nothing. To whole numbers: only what is read as such, which is the input itself. */
function cast(decoding: Decoding, node: OnnxNode): void {
  const { layer } = activationInput(decoding, node);
  const kind = decoding.layers.find(({ id }) => id === layer)?.kind;
  if (![1, 10, 11, 16].includes(intOf(node, "to", 1)) && kind !== "input")
    throw unsupportedNode(node, "rounds computed numbers to whole ones");
  passOn(decoding, node);
}

/** Only where it repeats nothing. */
function expand(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const dims = dimsOf(decoding, activation);
  const target = [...(constantInput(decoding, node, 1)?.values ?? [])];
  const ahead = dims.length - target.length;
  const keeps =
    ahead >= 0 &&
    target.every(
      (length, i) =>
        length === 1 ||
        Object.is(length, dims[i + ahead]) ||
        (Number.isNaN(dims[i + ahead]) && length === decoding.batch),
    );
  if (!keeps) throw unsupportedNode(node, "repeats a tensor along an axis");
  passOn(decoding, node);
}

export const joinOperators: ReadonlyMap<string, Handler> = new Map([
  ["Concat", concat],
  ["Identity", passOn],
  ["Dropout", passOn],
  ["Cast", cast],
  ["Expand", expand],
]);
