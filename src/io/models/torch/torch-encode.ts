import { FailureError } from "../../../core/failure.ts";
import { type Layer, type Model, type Tensor, weightsOf } from "../../../core/model/model.ts";
import type { EncodedFile } from "../model-claim.ts";
import type { WeightKey, WeightSource } from "./architecture.ts";
import { placedOf } from "./fill-architecture.ts";
import { layerJsonOf, ownKeys, type SourceOf } from "./layer-json-write.ts";
import type { Metadata } from "./safetensors-read.ts";
import { writeSafetensors } from "./safetensors-write.ts";
import { floatsOf, type StateTensor, stateTensor } from "./state-tensor.ts";
import type { TorchOrigin } from "./torch-origin.ts";
import { toFile } from "./weight-layout.ts";

/** Key of the metadata under which Quorum keeps the architecture, so that the file can be opened by itself. */
export const layersKey = "quorum_layers";

interface Part {
  readonly key: WeightKey;
  readonly tensor: Tensor;
}

const equal = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** A recurrent bias as the two that PyTorch keeps; the second stays as it was and the first takes what changed. */
function twoBiases(layer: Layer, bias: Tensor, source: WeightSource, origin: TorchOrigin | null): readonly Part[] {
  const [first, second] = source as readonly [WeightKey, WeightKey];
  const units = bias.shape.at(-1) ?? 0;
  if (layer.kind === "recurrent" && layer.cell === "gru")
    return [
      { key: first, tensor: { shape: [units], values: bias.values.slice(0, units) } },
      { key: second, tensor: { shape: [units], values: bias.values.slice(units) } },
    ];
  const originalOf = ({ key }: WeightKey): Float32Array | null => {
    const stored = origin?.tensors.find(({ name }) => name === key);
    return stored?.bytes == null || stored.shape[0] !== units ? null : floatsOf({ ...stored, bytes: stored.bytes });
  };
  const kept = originalOf(second) ?? new Float32Array(units);
  const before = originalOf(first);
  // rounding would change a sum that nobody touched
  const untouched =
    before !== null && bias.values.every((value, i) => value === Math.fround((before[i] ?? 0) + (kept[i] ?? 0)));
  const rest = untouched ? before : bias.values.map((value, i) => value - (kept[i] ?? 0));
  return [
    { key: first, tensor: { shape: [units], values: rest } },
    { key: second, tensor: { shape: [units], values: kept } },
  ];
}

function partsOf(
  layer: Layer,
  weight: string,
  tensor: Tensor,
  source: WeightSource,
  origin: TorchOrigin | null,
): readonly Part[] {
  const [key] = source;
  if (key === undefined) return [];
  const stored = toFile(placedOf(layer, weight, key, origin?.layout ?? "torch"), tensor);
  return source.length === 2 ? twoBiases(layer, stored, source, origin) : [{ key, tensor: stored }];
}

function clash(key: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `Two layers share the tensor "${key}" and have become different; one file cannot hold both under one key.`,
    where: key,
    advice: "Export the model in another format.",
  });
}

/** One tensor of the parts that layers have of it: the same one several times, or rows one after another. */
function assembled(key: string, parts: readonly Part[]): Tensor {
  const [first] = parts;
  if (first === undefined || first.key.rows === undefined) {
    const whole = first?.tensor ?? { shape: [], values: new Float32Array(1) };
    for (const { tensor } of parts) if (!equal(tensor.values, whole.values)) throw clash(key);
    return whole;
  }
  const sorted = [...parts].sort((a, b) => (a.key.rows?.[0] ?? 0) - (b.key.rows?.[0] ?? 0));
  const rows = sorted.reduce((sum, { tensor }) => sum + (tensor.shape[0] ?? 0), 0);
  const values = new Float32Array(sorted.reduce((sum, { tensor }) => sum + tensor.values.length, 0));
  let at = 0;
  for (const { tensor } of sorted) {
    if (tensor.shape.slice(1).join() !== first.tensor.shape.slice(1).join()) throw clash(key);
    values.set(tensor.values, at);
    at += tensor.values.length;
  }
  return { shape: [rows, ...first.tensor.shape.slice(1)], values };
}

/** Keys of the file; a weight that the file did not have gets one beside its layer's kernel. */
function sourcesOf(origin: TorchOrigin | null): SourceOf {
  if (origin === null) return ownKeys;
  const known = new Map(origin.homes.map((home) => [JSON.stringify([home.layer, home.weight]), home.source]));
  return (layer, weight) => {
    const source = known.get(JSON.stringify([layer.id, weight]));
    if (source !== undefined) return source;
    const beside = known.get(JSON.stringify([layer.id, "kernel"]))?.[0]?.key;
    return beside?.endsWith(".weight") ? [{ key: beside.replace(/weight$/, weight) }] : ownKeys(layer, weight);
  };
}

function encoded(model: Model, origin: TorchOrigin | null, metadata: Metadata, stem: string): readonly EncodedFile[] {
  const sourceOf = sourcesOf(origin);
  const parts = new Map<string, Part[]>();
  for (const layer of model.layers)
    for (const [weight, tensor] of Object.entries(weightsOf(layer)))
      for (const part of partsOf(layer, weight, tensor, sourceOf(layer, weight), origin))
        parts.set(part.key.key, [...(parts.get(part.key.key) ?? []), part]);
  const made = new Map(
    [...parts].map(([key, of]) => {
      const { shape, values } = assembled(key, of);
      return [key, stateTensor(key, shape, values)] as const;
    }),
  );
  const tensors = (origin?.tensors ?? []).flatMap(({ name, type, shape, bytes }): StateTensor[] => {
    const own = made.get(name);
    made.delete(name);
    return own !== undefined ? [own] : bytes === null ? [] : [{ name, type, shape, bytes }];
  });
  const json = layerJsonOf(model, sourceOf, origin?.layout ?? "torch");
  const known = metadata.filter(([key]) => key !== layersKey);
  return [
    {
      name: `${stem}.safetensors`,
      bytes: writeSafetensors([...tensors, ...made.values()], [...known, [layersKey, json]]),
    },
    { name: `${stem}.layers.json`, bytes: new TextEncoder().encode(json) },
  ];
}

const stemOf = (name: string): string =>
  (name.split(/[/\\]|: /).at(-1) ?? name).replace(/\.(safetensors|pt|pth|th|bin|ckpt)$/i, "") || "model";

/**
 * A model under the keys of the weights that it came from, as safetensors (of a PyTorch checkpoint, too). Weights are
 * float32; tensors that no layer has, such as num_batches_tracked, and the metadata go back unchanged. The architecture
 * goes into the metadata and into a second file, in Quorum's layer JSON.
 * @throws FailureError model-unsupported where layers share a tensor and have become different
 */
export async function encodeSafetensors(model: Model, origin: TorchOrigin): Promise<readonly EncodedFile[]> {
  return encoded(model, origin, origin.metadata, stemOf(origin.name));
}

/**
 * Any model as safetensors with the keys "<layer>.<weight>", laid out as PyTorch keeps weights (docs/layer-json.md), and
 * its architecture in the metadata and in a second file.
 * @param stem of the files' names
 */
export async function encodeSafetensorsFrom(model: Model, stem = "model"): Promise<readonly EncodedFile[]> {
  const metadata: Metadata = [
    ["format", "pt"],
    ["made_by", "Quorum"],
    ["layout", "keys are <layer>.<weight>; kernels as PyTorch keeps them: [out, in] and [out, in, ...window]"],
  ];
  return encoded(model, null, metadata, stem);
}
