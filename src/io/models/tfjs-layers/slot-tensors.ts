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
