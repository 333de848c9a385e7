import type { Layer, Model } from "../../../core/model/model.ts";
import { inputOf, outputShapes } from "../../../core/model/shapes.ts";
import type { EncodedFile } from "../model-claim.ts";
import { addNode, type FreshGraph, inLayout, type Layout, layoutOf, rankOf } from "./fresh-graph.ts";
import { addFreshLayer } from "./fresh-layer.ts";
import { modelBytes } from "./model-proto.ts";
import { float32, int, int64, modelProto, valueInfo } from "./onnx-builder.ts";

const opset = 17;

const windows = new Set([
  "conv",
  "depthwise-conv",
  "pool",
  "batch-norm",
  "global-pool",
  "zero-padding",
  "upsampling",
  "group-norm",
]);
const passing = new Set(["activation", "dropout", "rescaling", "affine", "prelu"]);

/** Pictures have their channels first, as PyTorch has them; sequences where the first layer that minds wants them. */
function inputLayout({ layers }: Model, input: string, rank: number): Layout {
  if (rank !== 2) return rank > 2 ? "first" : "last";
  const readers = (id: string): readonly Layer[] => layers.filter(({ inputs }) => inputs.includes(id));
  const waiting = [input];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
    for (const layer of readers(id)) {
      if (windows.has(layer.kind)) return "first";
      if (passing.has(layer.kind)) waiting.push(layer.id);
    }
  return "last";
}

const dimsIn = (shape: readonly number[], layout: Layout): readonly (number | string)[] =>
  layout === "first" ? ["N", ...shape.slice(-1), ...shape.slice(0, -1)] : ["N", ...shape];

/**
 * A model as a new ONNX file (opset 17): channels first inside and at the input, weights named as PyTorch names them
 * ("conv1.weight"), any batch.
 * @throws FailureError model-unsupported for attention, recurrent layers and masks; model-invalid; file-too-large
 */
export async function encodeFreshOnnx(model: Model): Promise<readonly EncodedFile[]> {
  const shapes = outputShapes(model);
  const input = inputOf(model);
  const rank = input.shape.length;
  const layout = inputLayout(model, input.id, rank);
  const whole = model.layers.some(({ kind, inputs }) => kind === "embedding" && inputs.includes(input.id));
  const graph: FreshGraph = {
    nodes: [],
    initializers: [],
    shapes,
    tensors: new Map(),
    taken: new Set([input.id]),
    whole: whole ? input.id : null,
  };
  const named = whole ? addNode(graph, "Cast", [input.id], `${input.id}/float`, { to: int(1) }) : input.id;
  graph.tensors.set(input.id, { [layout]: named });
  for (const layer of model.layers) addFreshLayer(graph, layer);

  const shape = shapes.get(model.output) ?? [];
  const given: Layout = rankOf(graph, model.output) > 1 ? layoutOf(graph, model.output) : "last";
  const last = inLayout(graph, model.output, given);
  // the output's name is the layer's, whatever node came last
  const output = last === model.output ? last : addNode(graph, "Identity", [last], `${model.output}/output`);
  const used = new Set([...graph.nodes.flatMap((node) => node.input), output]);
  const proto = modelProto(
    {
      name: model.name,
      nodes: graph.nodes.filter((node) => node.output.some((name) => used.has(name))),
      initializers: graph.initializers,
      inputs: [valueInfo(input.id, dimsIn(input.shape, layout), whole ? int64 : float32)],
      outputs: [valueInfo(output, dimsIn(shape, given))],
    },
    opset,
  );
  return [
    { name: `${model.name.replace(/^.*[/\\]/, "").replace(/\.\w+$/, "") || "model"}.onnx`, bytes: modelBytes(proto) },
  ];
}
