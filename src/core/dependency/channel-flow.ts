import type { FlattenLayer, Layer, LayerId, Model, Shape } from "../model/model.ts";
import { flatIndex } from "../model/reference-rearrange.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import { type UnionFind, unionFind } from "./union-find.ts";

/**
 * Which class each channel of each layer's output belongs to. Channels of one class exist or vanish together: a producer
 * channel, everything it flows through unchanged in meaning, and whatever is added to it.
 */
export type ChannelFlow = ReadonlyMap<LayerId, Int32Array>;

/** Whether the output channels of a layer are new units that its own weights make. */
export function isProducer(layer: Layer): boolean {
  return layer.kind === "dense" || layer.kind === "conv";
}

function flattened(layer: FlattenLayer, channels: Int32Array, shape: Shape): Int32Array {
  const size = sizeOf(shape);
  const places = size / channels.length;
  const spread = new Int32Array(size);
  for (let place = 0; place < places; place++)
    for (let c = 0; c < channels.length; c++)
      spread[flatIndex(layer.order, place, places, c, channels.length)] = channels[c];
  return spread;
}

function summed(inputs: readonly Int32Array[], classes: UnionFind): Int32Array {
  const [first, ...others] = inputs;
  for (const other of others)
    other.forEach((channel, index) => {
      classes.union(first[index], channel);
    });
  return first;
}

function flowThrough(
  layer: Layer,
  inputs: readonly Int32Array[],
  shapes: readonly Shape[],
  width: number,
  classes: UnionFind,
): Int32Array {
  switch (layer.kind) {
    case "input":
    case "dense":
    case "conv":
      return Int32Array.from({ length: width }, () => classes.add());
    case "depthwise-conv": {
      const multiplier = width / inputs[0].length;
      return Int32Array.from({ length: width }, (_, index) => inputs[0][Math.floor(index / multiplier)]);
    }
    case "flatten":
      return flattened(layer, inputs[0], shapes[0]);
    case "concat":
      return Int32Array.from(inputs.flatMap((channels) => [...channels]));
    case "add":
      return summed(inputs, classes);
    default:
      return inputs[0];
  }
}

/**
 * Follows every channel through the network (union-find over producer channels; after DepGraph, Fang et al. 2023, but
 * channel by channel, so that concatenations and flattened tensors need no special case).
 * @param shapes output shapes of the model's layers
 */
export function channelFlow(model: Model, shapes: ReadonlyMap<LayerId, Shape>): ChannelFlow {
  const classes = unionFind();
  const flow = new Map<LayerId, Int32Array>();
  for (const layer of model.layers) {
    const read = layer.inputs.map((id) => flow.get(id)!);
    const readShapes = layer.inputs.map((id) => shapes.get(id)!);
    flow.set(layer.id, flowThrough(layer, read, readShapes, shapes.get(layer.id)!.at(-1)!, classes));
  }
  return new Map([...flow].map(([id, channels]) => [id, channels.map((channel) => classes.find(channel))]));
}
