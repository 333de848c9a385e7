import { FailureError } from "../../../core/failure.ts";
import { type Layer, type Model, weightsOf } from "../../../core/model/model.ts";
import type { DecodedModel } from "../model-claim.ts";
import type { WeightSource } from "./architecture.ts";
import { architectureOf, fillArchitecture, placedOf } from "./fill-architecture.ts";
import type { StateDict } from "./state-tensor.ts";
import { modulesOf, type TorchModule } from "./templates/modules.ts";
import { originTensors, type TorchOrigin } from "./torch-origin.ts";
import type { TorchWeights } from "./torch-weights.ts";
import { toFile } from "./weight-layout.ts";

/** How PyTorch calls the weights of layers that it knows as one module. */
const torchNames: Readonly<Record<string, string>> = {
  kernel: "weight",
  bias: "bias",
  gamma: "weight",
  beta: "bias",
  mean: "running_mean",
  variance: "running_var",
  slope: "weight",
};

const refuse = (name: string, message: string): FailureError =>
  new FailureError({
    kind: "model-invalid",
    message: `The weights of ${name} cannot be put into this network: ${message}.`,
    where: name,
    advice:
      "Drop the architecture that the weights were trained with, or a layer JSON that names each tensor (docs/layer-json.md).",
  });

/** Names and shapes of a layer's tensors as PyTorch would keep them: what a module must have to be it. */
function signatureOf(file: string, layer: Layer): string {
  const shapes = Object.entries(weightsOf(layer)).map(([weight, tensor]) => {
    const name = torchNames[weight];
    if (name === undefined || layer.kind === "recurrent")
      throw refuse(
        file,
        `the layer "${layer.id}" of kind ${layer.kind} has weights that PyTorch keeps under other names`,
      );
    return `${name} ${toFile(placedOf(layer, weight, {}, "torch"), tensor).shape.join("x")}`;
  });
  return shapes.sort().join(", ");
}

function signatureIn(module: TorchModule, state: StateDict): string {
  const shapes = [...module.keys]
    .filter(([name]) => name !== "num_batches_tracked")
    .map(([name, key]) => `${name} ${state.get(key)?.shape.join("x")}`);
  return shapes.sort().join(", ");
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** One module for each layer: by name where both have it, else by shape, and by order among equals. */
function paired(
  file: string,
  layers: readonly Layer[],
  { tensors, ordered }: TorchWeights,
): ReadonlyMap<string, TorchModule> {
  const modules = modulesOf(tensors).map((module) => ({ module, signature: signatureIn(module, tensors) }));
  const pairs = new Map<string, TorchModule>();
  const bySignature = new Map<string, Layer[]>();
  for (const layer of layers) {
    const signature = signatureOf(file, layer);
    const named = modules.filter(({ module }) => plain(module.path) === plain(layer.id));
    const [own] = named;
    if (named.length === 1 && own?.signature === signature) pairs.set(layer.id, own.module);
    else bySignature.set(signature, [...(bySignature.get(signature) ?? []), layer]);
  }
  const taken = new Set(pairs.values());
  for (const [signature, alike] of bySignature) {
    const fits = modules.filter((one) => one.signature === signature && !taken.has(one.module));
    const names = alike.map(({ id }) => `"${id}"`).join(", ");
    if (fits.length !== alike.length)
      throw refuse(
        file,
        `${fits.length === 0 ? "no tensors fit" : `${fits.length} sets of tensors fit`} ${names} (${signature})`,
      );
    if (alike.length > 1 && !ordered)
      throw refuse(file, `the layers ${names} have equal shapes, and safetensors do not keep the order of the layers`);
    for (const [i, layer] of alike.entries()) {
      const found = fits[i]?.module;
      if (found !== undefined) pairs.set(layer.id, found);
    }
  }
  if (pairs.size < modules.length) {
    const used = new Set(pairs.values());
    const left = modules.filter(({ module }) => !used.has(module)).map(({ module }) => module.path);
    throw refuse(file, `it has no layer for ${left.slice(0, 5).join(", ")}`);
  }
  return pairs;
}

/**
 * Weights of PyTorch in a network that another file describes (ONNX, Keras, tfjs): by name where layer and module have
 * the same, else by shape, and by order among layers of equal shapes where the file keeps one. Ambiguity is refused.
 * Flattening becomes channels first, which is how the weights behind it were trained.
 * @param model of the other file; its own weights only give the shapes
 * @throws FailureError model-invalid, naming layers and shapes
 */
export function fillModel(model: Model, weights: TorchWeights): DecodedModel<TorchOrigin> {
  const layers = model.layers.filter((layer) => Object.keys(weightsOf(layer)).length > 0);
  const pairs = paired(weights.name, layers, weights);
  const sourceOf = (layer: Layer, weight: string): WeightSource => {
    const key = pairs.get(layer.id)?.keys.get(torchNames[weight] ?? "");
    return key === undefined ? [] : [{ key }];
  };
  const torchFlatten = model.layers.map(
    (layer): Layer => (layer.kind === "flatten" ? { ...layer, order: "channels-first" } : layer),
  );
  const { model: filled, homes } = fillArchitecture(
    architectureOf({ ...model, layers: torchFlatten }, "torch", sourceOf),
    weights.tensors,
  );
  const { format, name, metadata, wrapper, tensors } = weights;
  return {
    model: filled,
    origin: { format, name, metadata, wrapper, layout: "torch", homes, tensors: originTensors(tensors, homes) },
    notes: [
      ...weights.notes,
      `The weights of ${name} were put into the layers of ${model.name} by name, shape and order.`,
    ],
  };
}
