import { FailureError } from "../../../core/failure.ts";
import type { LayerId, Model, Shape } from "../../../core/model/model.ts";
import type { ChannelSelectLayer } from "../../../core/model/rearrange-layers.ts";
import { addConstant, type WantedConstant } from "./constant-rewrites.ts";
import { int, ints, nodeProto } from "./onnx-builder.ts";
import type { NodeEdit } from "./onnx-origin.ts";
import { type GraphProto, type ModelProto, type NodeProto, onnx } from "./proto/onnx-messages.js";

type SelectEdit = Extract<NodeEdit, { kind: "select" }>;

/** What patching works on: the file's messages, the pruned model, and what comes of it. */
export interface Patching {
  readonly proto: ModelProto;
  readonly graph: GraphProto;
  readonly model: Model;
  readonly shapes: ReadonlyMap<LayerId, Shape>;
  readonly wanted: WantedConstant[];
  /** Nodes that stand in for one of the file's. */
  readonly replaced: Map<number, readonly NodeProto[]>;
}

/** The failure of a pruned model that the file's own nodes cannot say. */
export function cannotSay(layer: LayerId, what: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The pruned network cannot be written back into its ONNX file: "${layer}" ${what}.`,
    where: `layer "${layer}"`,
    advice: "Export it as a tfjs model or as safetensors instead.",
  });
}

export function setAttribute(
  node: NodeProto,
  name: string,
  value: Parameters<typeof onnx.AttributeProto.create>[0],
): void {
  const made = onnx.AttributeProto.create({ ...value, name });
  const at = node.attribute.findIndex((attribute) => attribute.name === name);
  const before = node.attribute[at];
  if (before === undefined) node.attribute.push(made);
  else
    node.attribute[at] = before.$unknowns === undefined ? made : Object.assign(made, { $unknowns: before.$unknowns });
}

/** A list that older opsets keep as an attribute and newer ones as an input. */
function wantList(
  patching: Patching,
  index: number,
  input: number,
  attribute: string,
  values: readonly number[],
): void {
  const node = patching.graph.node[index];
  if (node === undefined) return;
  if (node.attribute.some(({ name }) => name === attribute)) setAttribute(node, attribute, ints(values));
  else patching.wanted.push({ node: index, input, shape: [values.length], values, whole: true });
}

const isRun = (channels: readonly number[]): boolean =>
  channels.every((channel, i) => channel === (channels[0] ?? 0) + i && channel >= 0);

/** Gather nodes in place of one that cannot pick these channels. */
function gatherInstead(patching: Patching, edit: SelectEdit, picked: readonly (ChannelSelectLayer | null)[]): void {
  const node = patching.graph.node[edit.node];
  if (node === undefined) return;
  const nodes = picked.flatMap((layer, output) => {
    if (layer === null) return [];
    if (layer.channels.includes(-1)) throw cannotSay(layer.id, "mixes zeros among its channels");
    const name = node.output[output] ?? "";
    const constant = {
      node: edit.node,
      input: 1,
      shape: [layer.channels.length],
      values: layer.channels,
      whole: true,
    };
    const indices = addConstant(patching.proto, patching.graph, `${name}_channels`, constant);
    return [nodeProto("Gather", [node.input[0] ?? "", indices], [name], { axis: int(edit.axis) }, node.name ?? "")];
  });
  patching.replaced.set(edit.node, nodes);
}

function patchPad(patching: Patching, edit: SelectEdit, { id, channels }: ChannelSelectLayer, width: number): void {
  const { lists } = edit;
  const before = channels.findIndex((channel) => channel >= 0);
  const inner = channels.filter((channel) => channel >= 0);
  const after = channels.length - before - inner.length;
  const middle = channels.slice(before, before + inner.length);
  if (lists === undefined || before < 0 || !isRun(middle) || middle[0] !== 0 || inner.length !== width)
    throw cannotSay(id, "would pad and pick channels in an order that a Pad cannot say");
  const pads = [...lists.first, ...lists.second];
  pads[lists.entry] = before;
  pads[lists.entry + lists.first.length] = after;
  const attribute = patching.graph.node[edit.node]?.attribute.some(({ name }) => name === "paddings")
    ? "paddings"
    : "pads";
  wantList(patching, edit.node, 1, attribute, pads);
}

function patchSlice(patching: Patching, edit: SelectEdit, layer: ChannelSelectLayer, before: readonly number[]): void {
  const { lists } = edit;
  const { channels } = layer;
  if (lists === undefined) return;
  if (!isRun(channels) || !isRun(before)) {
    if (lists.first.length > 1) throw cannotSay(layer.id, "would take channels in an order that its Slice cannot say");
    gatherInstead(patching, edit, [layer]);
    return;
  }
  const put = (list: readonly number[], value: number): readonly number[] =>
    list.map((each, i) => (i === lists.entry ? value : each));
  wantList(patching, edit.node, 1, "starts", put(lists.first, channels[0] ?? 0));
  wantList(patching, edit.node, 2, "ends", put(lists.second, (channels.at(-1) ?? 0) + 1));
}

function patchSplit(
  patching: Patching,
  edit: SelectEdit,
  picked: readonly (ChannelSelectLayer | null)[],
  width: number,
): void {
  const node = patching.graph.node[edit.node];
  const joined = picked.flatMap((layer) => layer?.channels ?? []);
  if (node === undefined) return;
  if (picked.includes(null) || !isRun(joined) || joined[0] !== 0 || joined.length !== width) {
    gatherInstead(patching, edit, picked);
    return;
  }
  const sizes = picked.map((layer) => layer?.channels.length ?? 0);
  if (node.input.length > 1 || node.attribute.some(({ name }) => name === "split")) {
    wantList(patching, edit.node, 1, "split", sizes);
    return;
  }
  const equal = Math.ceil(width / sizes.length);
  if (sizes.every((size, i) => size === Math.min(equal, width - i * equal))) return;
  gatherInstead(patching, edit, picked);
}

/**
 * Nodes that pick channels pick those that are left.
 * @param force also where a Slice takes what it took: its ends may be computed from a width that is another now
 * @throws FailureError model-unsupported where they cannot
 */
export function patchSelection(patching: Patching, edit: SelectEdit, force: boolean): void {
  const { model, shapes, graph } = patching;
  const op = graph.node[edit.node]?.op_type;
  const picked = edit.layers.map((selected): ChannelSelectLayer | null => {
    const layer = model.layers.find(({ id }) => id === selected?.layer);
    return layer?.kind === "channel-select" ? layer : null;
  });
  const [first] = picked.filter((layer) => layer !== null);
  const chosen = edit.layers.find((selected) => selected?.layer === first?.id);
  if (first === undefined || chosen === undefined || chosen === null) return;
  const width = shapes.get(first.inputs[0] ?? "")?.at(-1) ?? 0;
  const stays = picked.every((layer, i) => {
    const before = edit.layers[i]?.channels ?? [];
    return (
      layer === null || (layer.channels.length === before.length && layer.channels.every((c, k) => c === before[k]))
    );
  });
  // what it reads may have shrunk behind the channels that it takes
  const computed =
    force && op === "Slice" && edit.lists?.first.concat(edit.lists.second).every(Number.isInteger) === true;
  if (stays && op !== "Split" && !computed) return;
  if (op === "Gather")
    patching.wanted.push({
      node: edit.node,
      input: 1,
      shape: [first.channels.length],
      values: first.channels,
      whole: true,
    });
  else if (op === "Pad") patchPad(patching, edit, first, width);
  else if (op === "Slice") patchSlice(patching, edit, first, chosen.channels);
  else if (op === "Split") patchSplit(patching, edit, picked, width);
}
