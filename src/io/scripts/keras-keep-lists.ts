import type { Layer, Model } from "../../core/model/model.ts";
import type { KeepList, WeightKeep } from "./keep-list.ts";

const names: Readonly<Record<string, string>> = { mean: "moving_mean", variance: "moving_variance", slope: "alpha" };

const kerasName = (layer: Layer, weight: string): string =>
  layer.kind === "embedding" && weight === "kernel" ? "embeddings" : (names[weight] ?? weight);

/** What a plan keeps, as "<layer>/<weight>" by the names that Keras gives; its axes are Quorum's. */
export function kerasKeepLists(model: Model, keeps: readonly WeightKeep[]): readonly KeepList[] {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  return keeps.flatMap(({ layer: id, weight, axis, kept }) => {
    const layer = layers.get(id);
    return layer === undefined ? [] : [{ key: `${id}/${kerasName(layer, weight)}`, axis, kept }];
  });
}
