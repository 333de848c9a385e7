import type { LayerId, Model, Shape } from "../model/model.ts";
import { carriedChannels } from "./carried-channels.ts";
import { unionFind } from "./union-find.ts";

/**
 * Which class each channel of each layer's output belongs to. Channels of one class exist or vanish together: a producer
 * channel, everything it flows through unchanged in meaning, and whatever is added to it or multiplied by it.
 */
export type ChannelFlow = ReadonlyMap<LayerId, Int32Array>;

/**
 * Follows every channel through the network (union-find over producer channels; after DepGraph, Fang et al. 2023, but
 * channel by channel, so that concatenations, flattened tensors and selections need no special case). A channel that
 * carries none, made by weights or constant, opens a class of its own.
 * @param shapes output shapes of the model's layers
 */
export function channelFlow(model: Model, shapes: ReadonlyMap<LayerId, Shape>): ChannelFlow {
  const classes = unionFind();
  const flow = new Map<LayerId, Int32Array>();
  for (const layer of model.layers) {
    const output = shapes.get(layer.id)!;
    const read = layer.inputs.map((id) => flow.get(id)!);
    const readShapes = layer.inputs.map((id) => shapes.get(id)!);
    const carried = carriedChannels(layer, readShapes, output);
    const channels = Int32Array.from({ length: output[output.length - 1] }, (_, o) => {
      let channel = -1;
      carried.forEach((of, input) => {
        if (of === null || of[o] < 0) return;
        const met = read[input][of[o]];
        if (channel >= 0) classes.union(channel, met);
        else channel = met;
      });
      return channel < 0 ? classes.add() : channel;
    });
    flow.set(layer.id, channels);
  }
  return new Map([...flow].map(([id, channels]) => [id, channels.map((channel) => classes.find(channel))]));
}
