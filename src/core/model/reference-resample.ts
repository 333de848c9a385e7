import type { Shape } from "./model.ts";
import type { ChannelSelectLayer, PermuteLayer, SliceLayer, UpsamplingLayer } from "./rearrange-layers.ts";
import { sizeOf } from "./weight-shapes.ts";

/** What one output place along an axis is made of: two input places and the share of the second. */
interface Blend {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** The blend of one place, half-pixel centres: the middles of places stand at 0.5, 1.5 ...; edges are clamped. */
function blendAt(place: number, size: number, length: number, interpolation: UpsamplingLayer["interpolation"]): Blend {
  if (interpolation === "nearest") {
    const low = Math.floor(place / size);
    return { low, high: low, share: 0 };
  }
  const at = Math.min(length - 1, Math.max(0, (place + 0.5) / size - 0.5));
  const low = Math.floor(at);
  return { low, high: Math.min(low + 1, length - 1), share: at - low };
}

/** One axis of a tensor made anew from two of its places each. `inner` numbers stand behind each place. */
function blendAxis(input: Float64Array, length: number, inner: number, blends: readonly Blend[]): Float64Array {
  const outer = input.length / (length * inner);
  const output = new Float64Array(outer * blends.length * inner);
  for (let o = 0; o < outer; o++)
    blends.forEach(({ low, high, share }, place) => {
      for (let i = 0; i < inner; i++) {
        const [x, y] = [low, high].map((from) => input[(o * length + from) * inner + i]);
        output[(o * blends.length + place) * inner + i] = share === 0 ? x : x * (1 - share) + y * share;
      }
    });
  return output;
}

/** Calls for each spatial axis with the numbers behind one place of it, first axis first; lengths as they become. */
function alongSpatial(
  input: Float64Array,
  shape: Shape,
  blendsOf: (axis: number, length: number) => readonly Blend[],
): Float64Array {
  const lengths = [...shape];
  let values = input;
  for (let axis = 0; axis < shape.length - 1; axis++) {
    const blends = blendsOf(axis, lengths[axis]);
    values = blendAxis(values, lengths[axis], sizeOf(lengths.slice(axis + 1)), blends);
    lengths[axis] = blends.length;
  }
  return values;
}

/** Every stride-th place from the beginning, along each spatial axis. */
export function referenceSlice(layer: SliceLayer, input: Float64Array, shape: Shape): Float64Array {
  return alongSpatial(input, shape, (axis) =>
    Array.from({ length: layer.size[axis] }, (_, place) => {
      const low = layer.begin[axis] + place * layer.strides[axis];
      return { low, high: low, share: 0 };
    }),
  );
}

/** Nearest or bilinear upsampling along each spatial axis. */
export function referenceUpsampling(layer: UpsamplingLayer, input: Float64Array, shape: Shape): Float64Array {
  return alongSpatial(input, shape, (axis, length) =>
    Array.from({ length: length * layer.size[axis] }, (_, place) =>
      blendAt(place, layer.size[axis], length, layer.interpolation),
    ),
  );
}

/** Channels picked from the input, zero where none is. */
export function referenceChannelSelect(
  { channels }: ChannelSelectLayer,
  input: Float64Array,
  width: number,
): Float64Array {
  return Float64Array.from({ length: (input.length / width) * channels.length }, (_, i) => {
    const channel = channels[i % channels.length];
    return channel < 0 ? 0 : input[Math.floor(i / channels.length) * width + channel];
  });
}

/** Axes in another order. */
export function referencePermute({ axes }: PermuteLayer, input: Float64Array, shape: Shape): Float64Array {
  const size = sizeOf(shape);
  const steps = axes.map((axis) => sizeOf(shape.slice(axis + 1)));
  const lengths = axes.map((axis) => shape[axis]);
  return Float64Array.from(input, (_, i) => {
    let rest = i % size;
    let from = i - rest;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      from += (rest % lengths[axis]) * steps[axis];
      rest = Math.floor(rest / lengths[axis]);
    }
    return input[from];
  });
}
