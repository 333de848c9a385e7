import { FailureError } from "../../../core/failure.ts";
import { type Layer, type Model, type Shape, weightsOf } from "../../../core/model/model.ts";
import { inputOf, outputShapes } from "../../../core/model/shapes.ts";
import type { EncodedFile } from "../model-claim.ts";
import { rewriteConstants } from "./constant-rewrites.ts";
import { inlineExternal } from "./external-data.ts";
import { homeValues } from "./home-values.ts";
import { modelBytes, openModel } from "./model-proto.ts";
import { int } from "./onnx-builder.ts";
import { decodeOnnx } from "./onnx-decode.ts";
import type { OnnxOrigin } from "./onnx-origin.ts";
import { cannotSay, type Patching, patchSelection, setAttribute } from "./patch-selections.ts";
import { patchShape, patchValueInfo, withoutOrphans } from "./patch-shapes.ts";

const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Every weight has its place in the file, or kept its shape. */
function checkWeights(model: Model, origin: OnnxOrigin): void {
  const homed = new Set(origin.homes.map(({ layer, weight }) => JSON.stringify([layer, weight])));
  const fixed = new Map(origin.fixed.map(({ layer, weight, shape }) => [JSON.stringify([layer, weight]), shape]));
  for (const layer of model.layers)
    for (const [weight, tensor] of Object.entries(weightsOf(layer))) {
      const key = JSON.stringify([layer.id, weight]);
      const kept = fixed.get(key);
      if (kept !== undefined && !same(kept, tensor.shape))
        throw cannotSay(
          layer.id,
          `has another shape of its ${weight}, which the file stores together with other weights`,
        );
      if (kept === undefined && !homed.has(key))
        throw cannotSay(layer.id, `has a ${weight} that the file has no place for`);
    }
}

function groupsOf(layer: Layer): number | null {
  if (layer.kind === "depthwise-conv") return layer.weights.kernel.shape.at(-2) ?? null;
  if (layer.kind === "conv") return layer.groups ?? 1;
  return layer.kind === "group-norm" ? layer.groups : null;
}

/** @param force rewrites shapes and ends of slices, too, that the graph computes while it runs */
function patched(model: Model, origin: OnnxOrigin, force: boolean): Uint8Array {
  const { proto, graph } = openModel(origin.name, origin.bytes);
  inlineExternal(graph, origin.external);
  const shapes = outputShapes(model);
  const patching: Patching = { proto, graph, model, shapes, wanted: [], replaced: new Map() };
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  for (const home of origin.homes) {
    const layer = layers.get(home.layer);
    const tensor = layer && weightsOf(layer)[home.weight];
    if (tensor !== undefined) patching.wanted.push(homeValues(home, tensor));
  }
  for (const edit of origin.edits) {
    if (edit.kind === "shape") patchShape(patching, edit, origin, force);
    else if (edit.kind === "select") patchSelection(patching, edit, force);
    else {
      const layer = layers.get(edit.layer);
      const groups = layer === undefined ? null : groupsOf(layer);
      const node = graph.node[edit.node];
      if (groups !== null && node !== undefined) setAttribute(node, edit.attribute, int(groups));
    }
  }
  withoutOrphans(graph, () => {
    rewriteConstants(proto, graph, patching.wanted);
    graph.node = graph.node.flatMap((node, index) => patching.replaced.get(index) ?? [node]);
  });
  patchValueInfo(graph, origin, shapes);
  return modelBytes(proto);
}

/** Whether a file, opened again, is this model: the same layers with the same shapes. */
function opensAs(bytes: Uint8Array, model: Model, origin: OnnxOrigin): true | FailureError {
  try {
    const again = decodeOnnx(origin.name, bytes, new Map(), inputOf(model).shape).model;
    const [wanted, given] = [outputShapes(model), outputShapes(again)];
    // selections that nothing changes any more have no layer of their own, and nodes may have been replaced
    const [output, came] = [wanted.get(model.output) ?? [], given.get(again.output) ?? []];
    const differs = again.layers.find(({ id }) => !same(given.get(id) ?? [], wanted.get(id) ?? given.get(id) ?? []));
    if (differs === undefined && same(output, came)) return true;
    return cannotSay(differs?.id ?? model.output, "comes out of the file with another shape");
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown;
    throw thrown;
  }
}

/**
 * A model back in its own ONNX file: weights, group counts and the constants that depend on widths follow the model;
 * names, metadata, attributes and everything else stay as they were. External data moves into the file.
 * @throws FailureError model-unsupported where the file's nodes cannot say what the model computes; file-too-large
 */
export async function encodeOnnx(model: Model, origin: OnnxOrigin): Promise<readonly EncodedFile[]> {
  checkWeights(model, origin);
  const name = origin.name.replace(/^.*[/\\]/, "");
  let bytes = patched(model, origin, false);
  let opened = opensAs(bytes, model, origin);
  if (opened !== true) {
    bytes = patched(model, origin, true);
    opened = opensAs(bytes, model, origin);
  }
  if (opened !== true) throw opened;
  return [{ name, bytes }];
}
