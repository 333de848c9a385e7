import type { Model } from "../model/model.ts";
import type { ChannelFlow } from "./channel-flow.ts";
import type { Coupling } from "./dependency-graph.ts";
import { weightAxes } from "./weight-axes.ts";

/** For each class, the positions along an axis that belong to it; null where none does. */
function positions(channels: Int32Array, classes: readonly number[]): Int32Array[] | null {
  const unitOf = new Map(classes.map((channel, unit) => [channel, unit]));
  const indices: number[][] = classes.map(() => []);
  let found = false;
  channels.forEach((channel, index) => {
    const unit = unitOf.get(channel);
    if (unit === undefined) return;
    indices[unit].push(index);
    found = true;
  });
  return found ? indices.map((list) => Int32Array.from(list)) : null;
}

/** Every place in the model's weights, and in settings that name channels, where these classes appear, in the order of the layers. */
export function couplingsOf(model: Model, flow: ChannelFlow, classes: readonly number[]): Coupling[] {
  return model.layers.flatMap((layer) =>
    weightAxes(layer, flow.get(layer.id)!.length).flatMap(({ weight, axis, role, over }) => {
      const indices = positions(flow.get(over === "output" ? layer.id : layer.inputs[0])!, classes);
      return indices === null ? [] : [{ layer: layer.id, weight, axis, role, indices }];
    }),
  );
}
