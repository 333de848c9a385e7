import type { LayerId, Model, Shape } from "../model/model.ts";
import { carriedChannels } from "./carried-channels.ts";
import type { ChannelFlow } from "./channel-flow.ts";
import { makesUnits } from "./unit-layers.ts";

/**
 * Classes of units that the prediction depends on: of those that lead to it, found from the output backwards, channel
 * by channel.
 */
export function livingChannels(model: Model, shapes: ReadonlyMap<LayerId, Shape>, flow: ChannelFlow): Set<number> {
  const lives = new Map(model.layers.map(({ id }) => [id, new Uint8Array(flow.get(id)!.length)]));
  lives.get(model.output)!.fill(1);
  const living = new Set<number>();
  for (const layer of [...model.layers].reverse()) {
    const output = lives.get(layer.id)!;
    if (!output.includes(1)) continue;
    const read = layer.inputs.map((id) => shapes.get(id)!);
    carriedChannels(layer, read, shapes.get(layer.id)!).forEach((carried, input) => {
      const lit = lives.get(layer.inputs[input])!;
      if (carried === null) lit.fill(1);
      else
        carried.forEach((channel, o) => {
          if (channel >= 0 && output[o] === 1) lit[channel] = 1;
        });
    });
    if (makesUnits(layer))
      flow.get(layer.id)!.forEach((channel, o) => {
        if (output[o] === 1) living.add(channel);
      });
  }
  return living;
}
