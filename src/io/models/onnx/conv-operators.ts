import { arrange, channelsFirst } from "./arrange.ts";
import { paddedInput, windowSettings } from "./conv-padding.ts";
import { activationInput, addLayer, constantInput, type Decoding, freshId, settle, shapeOfLayer } from "./decoding.ts";
import { intOf, invalidNode, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { takeWeight } from "./take-weight.ts";

const linear = { name: "linear" } as const;

/** [N, C, ...] in, [N, filters, ...] out; the kernel is [filters, C / group, ...window]. */
function conv(decoding: Decoding, node: OnnxNode): void {
  const kernel = constantInput(decoding, node, 1);
  if (kernel === undefined) throw invalidNode(node, "has no kernel");
  const rank = kernel.shape.length;
  if (rank !== 3 && rank !== 4)
    throw unsupportedNode(node, `convolves over ${rank - 2} axes; Quorum computes one or two`);
  const [filters = 1, per = 1] = kernel.shape;
  const spatial = rank === 3 ? [2] : [2, 3];
  const settings = windowSettings(node, rank - 2, kernel.shape.slice(2));
  const read = arrange(decoding, node, activationInput(decoding, node), channelsFirst(rank));
  const channels = shapeOfLayer(decoding, read.layer).at(-1) ?? 1;
  const groups = intOf(node, "group", 1);
  if (groups < 1 || per * groups !== channels || filters % groups !== 0)
    throw invalidNode(
      node,
      `has a kernel of shape ${kernel.shape.join(" × ")} and group ${groups}, which do not fit its ${channels} channels`,
    );
  const { input, padding } = paddedInput(decoding, node, read.layer, settings);
  const id = freshId(decoding, node.id);
  const depthwise = groups > 1 && per === 1 && groups === channels;
  const stored = constantInput(decoding, node, 2);
  const bias = stored && takeWeight(decoding, node, stored, { layer: id, weight: "bias", input: 2 });
  const base = {
    id,
    inputs: [input],
    padding,
    activation: linear,
    strides: settings.strides,
    dilation: settings.dilation,
  };
  if (depthwise) {
    const use = { layer: id, weight: "kernel", input: 1, axes: [...spatial, 0, 1], multiplier: filters / channels };
    const weights = { kernel: takeWeight(decoding, node, kernel, use), ...(bias && { bias }) };
    addLayer(decoding, { ...base, kind: "depthwise-conv", weights });
  } else {
    const use = { layer: id, weight: "kernel", input: 1, axes: [...spatial, 1, 0] };
    const weights = { kernel: takeWeight(decoding, node, kernel, use), ...(bias && { bias }) };
    addLayer(decoding, { ...base, kind: "conv", ...(groups > 1 && { groups }), weights });
  }
  if (groups > 1) decoding.edits.push({ kind: "groups", node: node.index, layer: id, attribute: "group" });
  settle(decoding, node, id, read.axes);
}

export const convOperators: ReadonlyMap<string, Handler> = new Map([["Conv", conv]]);
