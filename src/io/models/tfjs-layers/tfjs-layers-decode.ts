import { FailureError } from "../../../core/failure.ts";
import type { LayerId, Shape, Tensor } from "../../../core/model/model.ts";
import { objectOf } from "../json-fields.ts";
import type { DecodedModel as Decoded } from "../model-claim.ts";
import { decodeLayers, weightedLayers } from "./decode-layers.ts";
import { unsupportedLayer } from "./layer-context.ts";
import { readTensors } from "./manifest-tensors.ts";
import { modelConfigOf } from "./raw-layers.ts";
import type { TfjsOrigin } from "./tfjs-origin.ts";
import { readTopology } from "./tfjs-topology.ts";
import { assignWeights, type SlotHome } from "./weight-homes.ts";
import { readManifest } from "./weights-manifest.ts";

/** A model and the file that it came from. */
export type DecodedModel = Decoded<TfjsOrigin>;

/** Tensors by layer and slot. */
export function bySlot(
  homes: readonly SlotHome[],
  tensors: ReadonlyMap<string, Tensor>,
): ReadonlyMap<LayerId, ReadonlyMap<string, Tensor>> {
  const weights = new Map<LayerId, Map<string, Tensor>>();
  for (const { name, layer, slot } of homes) {
    const tensor = tensors.get(name);
    if (tensor === undefined) continue;
    const slots = weights.get(layer) ?? new Map<string, Tensor>();
    slots.set(slot, tensor);
    weights.set(layer, slots);
  }
  return weights;
}

/**
 * A tfjs LayersModel (Sequential or functional, as Keras' converter or tfjs itself wrote it) as our own layers.
 * @param json model.json, parsed
 * @param shards bytes of the weight files by their path in the weights manifest
 * @param name how the model is called from now on
 * @param example shape of an example, for an input that the file leaves open
 * @throws FailureError file-unsupported for a graph-model, model-unsupported for a layer or setting that Quorum does not
 * compute, model-invalid where the file contradicts itself or holds NaN, file-incomplete and file-damaged for the shards
 */
export function decodeLayersModel(
  json: unknown,
  shards: ReadonlyMap<string, Uint8Array>,
  name: string,
  example: Shape | null = null,
): DecodedModel {
  const root = objectOf(json, "the top level");
  if (root.format === "graph-model")
    throw new FailureError({
      kind: "file-unsupported",
      message: `${name} is a tfjs GraphModel, not a LayersModel.`,
      where: name,
    });
  const topology = readTopology(modelConfigOf(root));
  const groups = readManifest(root);
  const names = groups.flatMap(({ weights }) => weights.filter((entry) => entry.group !== "optimizer"));
  const homes = assignWeights(
    names.map((entry) => entry.name),
    weightedLayers(topology),
  );
  const weights = bySlot(homes, readTensors(groups, shards));
  const model = decodeLayers(topology, weights, { name, keras3: topology.keras3, example });
  const blurred = model.layers.find((layer) => layer.kind === "upsampling" && layer.interpolation === "bilinear");
  if (blurred !== undefined)
    throw unsupportedLayer(
      { where: `"${blurred.id}" (UpSampling2D)` },
      "enlarges by bilinear interpolation, which tfjs computes from the corners of pixels and Keras from their centres",
      "Export the Keras model itself (.keras or .h5) and drop that.",
    );
  return {
    model,
    origin: { format: "tfjs-layers", json: root, tensors: homes, patchable: !topology.keras3 },
    ...(topology.outputs.length > 1 ? { outputs: topology.outputs } : {}),
  };
}
