import type { FlattenLayer, Layer, Shape } from "../model/model.ts";
import { flatIndex } from "../model/reference-rearrange.ts";
import { sizeOf } from "../model/weight-shapes.ts";

/** For each output channel the input channel it carries, or -1; null where the input is read as a whole. */
export type Carried = Int32Array | null;

const from = (length: number, channel: (output: number) => number): Int32Array =>
  Int32Array.from({ length }, (_, output) => channel(output));

function flattened(order: FlattenLayer["order"], shape: Shape): Int32Array {
  const channels = shape[shape.length - 1];
  const carried = new Int32Array(sizeOf(shape));
  const places = carried.length / channels;
  for (let place = 0; place < places; place++)
    for (let c = 0; c < channels; c++) carried[flatIndex(order, place, places, c, channels)] = c;
  return carried;
}

function sideBySide(inputs: readonly Shape[], width: number): Carried[] {
  let end = 0;
  return inputs.map((shape) => {
    const first = end;
    const last = first + shape[shape.length - 1];
    end = last;
    return from(width, (output) => (output >= first && output < last ? output - first : -1));
  });
}

/**
 * What each input's channels become in the output: a channel is carried where output channel o depends on no other
 * channel of that input than the one named for it, and hands its meaning on. Inputs that are read as a whole (by a
 * layer with units of its own, repeated over many channels, as a mask) carry nothing.
 * @param inputs shapes of the inputs; `output` the shape of the output
 */
export function carriedChannels(layer: Layer, inputs: readonly Shape[], output: Shape): Carried[] {
  const width = output[output.length - 1];
  const channels = inputs.map((shape) => shape[shape.length - 1]);
  const same = () => from(width, (o) => o);
  switch (layer.kind) {
    case "input":
    case "dense":
    case "conv":
    case "embedding":
    case "mask":
    case "recurrent":
    case "attention":
      return inputs.map(() => null);
    case "depthwise-conv": {
      const multiplier = width / channels[0];
      return [from(width, (o) => Math.floor(o / multiplier))];
    }
    case "flatten":
      return [flattened(layer.order, inputs[0])];
    case "channel-select":
      return [from(width, (o) => layer.channels[o])];
    case "reshape":
      // places may join the channels: a last axis that is a multiple of the channels repeats them in order
      return [width % channels[0] === 0 ? from(width, (o) => o % channels[0]) : null];
    case "permute":
      return [layer.axes.at(-1) === layer.axes.length - 1 ? same() : null];
    case "global-pool":
      return inputs.map((_, input) => (input === 0 ? same() : null));
    case "add":
    case "merge":
      return channels.map((count) => (count === width ? same() : null));
    case "concat":
      return sideBySide(inputs, width);
    default:
      return [same()];
  }
}
