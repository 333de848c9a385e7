import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel } from "../json-fields.ts";
import type { WeightedLayer } from "./decode-layers.ts";

/** A tensor of the file and the slot of the layer that it fills; slots beginning with "#" mean nothing to us. */
export interface SlotHome {
  readonly name: string;
  /** Id in the topology. */
  readonly layer: LayerId;
  readonly slot: string;
}

/** Last segments of tensor names, by the slots that they may mean. */
const slotsInFiles: ReadonlyMap<string, readonly string[]> = new Map([
  ["depthwise_kernel", ["depthwise/kernel", "kernel"]],
  ["pointwise_kernel", ["kernel"]],
  ["moving_mean", ["mean"]],
  ["moving_variance", ["variance"]],
  ["recurrent_kernel", ["recurrent"]],
  ["embeddings", ["kernel"]],
  ["alpha", ["slope"]],
  ["count", ["#count"]],
]);

const segmentsOf = (name: string): readonly string[] => name.replace(/:\d+$/, "").split("/");

/**
 * The layer that a tensor's name speaks of: the longest run of path segments that is a layer's name, the last such run.
 * @param ids ids of the topology by the names that may stand for them
 */
function ownerOf(name: string, ids: ReadonlyMap<string, LayerId>): LayerId | null {
  const segments = segmentsOf(name);
  for (let length = segments.length - 1; length > 0; length--)
    for (let start = segments.length - 1 - length; start >= 0; start--) {
      const owner = ids.get(segments.slice(start, start + length).join("/"));
      if (owner !== undefined) return owner;
    }
  return null;
}

/** Slots of two directions and of attention's parts are told apart by what stands before the last segment. */
function partOf(segments: readonly string[], slots: readonly string[]): string {
  const rest = segments.slice(0, -1).join("/");
  if (slots.some((slot) => slot.startsWith("backward/"))) {
    if (/(^|\/)backward/.test(rest)) return "backward/";
    if (/(^|\/)forward/.test(rest)) return "forward/";
  }
  return "";
}

const attentionParts: Readonly<Record<string, string>> = {
  query: "query",
  key: "key",
  value: "value",
  attention_output: "output",
};

/** The weight's slot by the tensor's name, "kernel" or "kernel_1"; null where it names none. */
function slotOf(name: string, slots: readonly string[]): string | null {
  const segments = segmentsOf(name);
  const last = (segments.at(-1) ?? "").replace(/_\d+$/, "");
  const part = attentionParts[segments.at(-2) ?? ""];
  if (part !== undefined && slots.includes("queryKernel")) {
    const slot = `${part}${last === "bias" ? "Bias" : "Kernel"}`;
    return slots.includes(slot) ? slot : null;
  }
  const prefix = partOf(segments, slots);
  const candidates = (slotsInFiles.get(last) ?? [last]).map((slot) => prefix + slot);
  return candidates.find((slot) => slots.includes(slot)) ?? null;
}

/**
 * Which slot of a layer each of its tensors fills: by their names, and by their order where these say nothing (Keras
 * stores a layer's weights in a fixed order).
 * @throws FailureError model-invalid where the number of tensors differs
 */
export function fillSlots(layer: WeightedLayer, names: readonly string[]): readonly SlotHome[] {
  // a counter that older files lack
  const needed = layer.slots.filter((slot) => !slot.startsWith("#"));
  if (names.length !== layer.slots.length && names.length !== needed.length)
    throw invalidModel(
      `layer "${layer.id}"`,
      `The layer "${layer.id}" needs ${needed.length} weights (${needed.join(", ") || "none"}), but the file has ${names.length} for it (${names.join(", ") || "none"}).`,
      "Drop the description and the weights of one and the same model.",
    );
  const slots = names.map((name) => slotOf(name, layer.slots));
  const named = !slots.includes(null) && new Set(slots).size === slots.length;
  const ordered = names.length === layer.slots.length ? layer.slots : needed;
  return names.map((name, index) => ({
    name,
    layer: layer.id,
    slot: (named ? slots[index] : ordered[index]) ?? "",
  }));
}

/** Names by which tensors may call layers: ids, and for layers of models within the model their own names where these are unique. */
export function layerNames(layers: readonly WeightedLayer[]): ReadonlyMap<string, LayerId> {
  const names = new Map<string, LayerId | null>();
  for (const { id } of layers)
    for (let cut = id.indexOf("/"); cut >= 0; cut = id.indexOf("/", cut + 1)) {
      const own = id.slice(cut + 1);
      names.set(own, names.has(own) ? null : id);
    }
  for (const { id } of layers) names.set(id, id);
  return new Map([...names].flatMap(([name, id]) => (id === null ? [] : [[name, id]])));
}

/**
 * Which weight of which layer each tensor is: by "<layer>/<weight>", with prefixes ("model/conv/kernel:0"), doubled
 * names ("conv/conv/kernel") and, within a layer, by order where the names say nothing.
 * @returns homes in the order of `names`
 * @throws FailureError model-invalid for a tensor that no layer has, and for a layer without its weights
 */
export function assignWeights(names: readonly string[], layers: readonly WeightedLayer[]): readonly SlotHome[] {
  const ids = layerNames(layers);
  const owned = new Map<LayerId, string[]>(layers.map(({ id }) => [id, []]));
  for (const name of names) {
    const owner = ownerOf(name, ids);
    if (owner === null)
      throw invalidModel(name, `The file has a tensor "${name}", but the network has no layer for it.`);
    owned.get(owner)?.push(name);
  }
  const homes = new Map(
    layers.flatMap((layer) => fillSlots(layer, owned.get(layer.id) ?? [])).map((home) => [home.name, home]),
  );
  return names.flatMap((name) => homes.get(name) ?? []);
}
