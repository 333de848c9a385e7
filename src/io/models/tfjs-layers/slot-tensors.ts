import { type Layer, type LayerId, type Model, type Tensor, weightsOf } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { homeOf, type WeightedLayer } from "./decode-layers.ts";

/** A weight in the form in which the file keeps it. */
export interface SlotTensor {
  /** Id in the topology. */
  readonly layer: LayerId;
  readonly slot: string;
  readonly tensor: Tensor;
}

/** Keras keeps the heads of attention as an axis of their own. */
function withHeads(layer: Layer & { readonly kind: "attention" }, weight: string, { shape, values }: Tensor): Tensor {
  const { heads } = layer;
  const [first = 1, second = 1] = shape;
  if (weight === "outputBias") return { shape, values };
  if (weight === "outputKernel") return { shape: [heads, first / heads, second], values };
  if (weight.endsWith("Bias")) return { shape: [heads, first / heads], values };
  return { shape: [first, heads, second / heads], values };
}

const filled = (length: number, value: number): Tensor => ({
  shape: [length],
  values: new Float32Array(length).fill(value),
});

/** What a layer that is written as another holds in that one's slots; undefined for layers that are written as they are. */
function standIn(layer: Layer, slot: string, channels: number): Tensor | null | undefined {
  if (layer.kind === "affine") {
    const given = slot === "gamma" ? layer.weights.scale : layer.weights.offset;
    if (slot === "mean" || slot === "variance") return filled(channels, slot === "mean" ? 0 : 1);
    if (given === undefined) return null;
    return given.values.length === channels ? { ...given, shape: [channels] } : filled(channels, given.values[0] ?? 0);
  }
  if (layer.kind === "channel-select" && slot === "kernel") {
    const width = layer.channels.length;
    const values = new Float32Array(channels * width);
    layer.channels.forEach((from, to) => {
      if (from >= 0) values[from * width + to] = 1;
    });
    return { shape: [channels, width], values };
  }
  return undefined;
}

/**
 * The weights of a model by the slots of the file's layers, in these layers' order. Slots that mean nothing to us and
 * those that the model has no weight for are left out.
 */
export function slotTensors(model: Model, weighted: readonly WeightedLayer[]): readonly SlotTensor[] {
  const layers = new Map<LayerId, Layer>(model.layers.map((layer) => [layer.id, layer]));
  const shapes = outputShapes(model);
  return weighted.flatMap(({ id, slots }) =>
    slots.flatMap((slot): readonly SlotTensor[] => {
      const home = homeOf(id, slot);
      const layer = home === null ? undefined : layers.get(home.layer);
      const channels = shapes.get(layer?.inputs[0] ?? "")?.at(-1) ?? 1;
      const other = layer === undefined || home === null ? null : standIn(layer, home.weight, channels);
      if (other !== undefined) return other === null ? [] : [{ layer: id, slot, tensor: other }];
      const tensor = layer === undefined || home === null ? undefined : weightsOf(layer)[home.weight];
      if (layer === undefined || home === null || tensor === undefined) return [];
      if (layer.kind === "attention") return [{ layer: id, slot, tensor: withHeads(layer, home.weight, tensor) }];
      if (layer.kind === "prelu") {
        // one axis for each of the input's
        const missing = (shapes.get(id)?.length ?? 0) - tensor.shape.length;
        const shape = [...new Array<number>(Math.max(0, missing)).fill(1), ...tensor.shape];
        return [{ layer: id, slot, tensor: { ...tensor, shape } }];
      }
      return [{ layer: id, slot, tensor }];
    }),
  );
}
