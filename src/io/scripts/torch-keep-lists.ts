import { type Model, weightsOf } from "../../core/model/model.ts";
import { placedOf } from "../models/torch/fill-architecture.ts";
import type { TorchOrigin } from "../models/torch/torch-origin.ts";
import { axesOf } from "../models/torch/weight-layout.ts";
import type { KeepList, WeightKeep } from "./keep-list.ts";

interface Row {
  readonly key: string;
  readonly axis: number;
  readonly kept: readonly number[];
  /** Rows of the tensor that this weight has, where it has not all of them. */
  readonly rows: readonly [number, number] | null;
}

function rowsFor(model: Model, origin: TorchOrigin, keeps: readonly WeightKeep[]): readonly Row[] {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  return keeps.flatMap(({ layer: id, weight, axis, kept }): readonly Row[] => {
    const layer = layers.get(id);
    const home = origin.homes.find((one) => one.layer === id && one.weight === weight);
    if (layer === undefined || home === undefined) return [];
    return home.source.map((source) => {
      const { key, rows = null } = source;
      const tensor = weightsOf(layer)[weight];
      const rank = tensor?.shape.length ?? 0;
      const spread = layer.kind === "depthwise-conv" && weight === "kernel" && source.axes === undefined;
      if (spread && origin.layout === "torch") {
        // [channels * multiplier, 1, ...window] in the file
        const multiplier = tensor?.shape.at(-1) ?? 1;
        const channels = kept.flatMap((channel) =>
          Array.from({ length: multiplier }, (_, m) => channel * multiplier + m),
        );
        return { key, axis: 0, kept: channels, rows };
      }
      const axes = axesOf(placedOf(layer, weight, source, origin.layout), rank);
      return { key, axis: axes?.[axis] ?? axis, kept, rows };
    });
  });
}

/** Rows that several weights have of one tensor, as one list over the whole tensor. */
function acrossRows(key: string, rows: readonly Row[], origin: TorchOrigin): KeepList {
  const length = origin.tensors.find(({ name }) => name === key)?.shape[0] ?? 0;
  const kept = new Set(Array.from({ length }, (_, index) => index));
  for (const { rows: span, kept: own } of rows) {
    const [from, to] = span ?? [0, length];
    const staying = new Set(own.map((index) => index + from));
    for (let index = from; index < to; index++) if (!staying.has(index)) kept.delete(index);
  }
  return { key, axis: 0, kept: [...kept] };
}

/** What a plan keeps, by the keys and axes of the state_dict that the model came from; each tensor and axis once. */
export function torchKeepLists(model: Model, origin: TorchOrigin, keeps: readonly WeightKeep[]): readonly KeepList[] {
  const byPlace = new Map<string, Row[]>();
  for (const row of rowsFor(model, origin, keeps)) {
    const place = JSON.stringify([row.key, row.axis]);
    byPlace.set(place, [...(byPlace.get(place) ?? []), row]);
  }
  return [...byPlace.values()].flatMap((rows): readonly KeepList[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const { key, axis, kept } = first;
    return first.rows !== null && axis === 0 ? [acrossRows(key, rows, origin)] : [{ key, axis, kept }];
  });
}
