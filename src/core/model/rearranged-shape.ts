import type { Shape } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import type {
  ChannelSelectLayer,
  PermuteLayer,
  ReshapeLayer,
  SliceLayer,
  UpsamplingLayer,
} from "./rearrange-layers.ts";
import { sizeOf } from "./weight-shapes.ts";
import { positive } from "./window-shape.ts";

/** Output shape of a slice. Throws `model-invalid`. */
export function sliced(layer: SliceLayer, shape: Shape): Shape {
  const { begin, size, strides } = layer;
  const spatial = shape.slice(0, -1);
  const fits =
    [begin, size, strides].every(({ length }) => length === spatial.length) &&
    positive([...size, ...strides]) &&
    spatial.every(
      (length, axis) =>
        Number.isInteger(begin[axis]) && begin[axis] >= 0 && begin[axis] + (size[axis] - 1) * strides[axis] < length,
    );
  if (!fits)
    throw modelInvalid(
      layer.id,
      `takes ${size.join(", ")} places from ${begin.join(", ")} in steps of ${strides.join(", ")}, which its input of shape ${shapeWords(shape)} does not have.`,
    );
  return [...size, shape.at(-1)!];
}

/** Output shape of an upsampling. Throws `model-invalid`. */
export function upsampled(layer: UpsamplingLayer, shape: Shape): Shape {
  const axes = shape.length - 1;
  if (layer.size.length !== axes || axes < 1 || !positive(layer.size))
    throw modelInvalid(
      layer.id,
      `has size ${layer.size.join(", ")}; a whole number of at least 1 for each of the ${axes} spatial axes of its input was expected.`,
    );
  return shape.map((length, axis) => (axis < axes ? length * layer.size[axis] : length));
}

/** Output shape of a selection of channels. Throws `model-invalid`. */
export function selected(layer: ChannelSelectLayer, shape: Shape): Shape {
  const channels = shape.at(-1)!;
  const wrong = layer.channels.find((c) => !Number.isInteger(c) || c < -1 || c >= channels);
  if (wrong !== undefined)
    throw modelInvalid(layer.id, `selects channel ${wrong}; its input has channels 0 to ${channels - 1}.`);
  if (layer.channels.length === 0) throw modelInvalid(layer.id, "selects no channel; at least one was expected.");
  return [...shape.slice(0, -1), layer.channels.length];
}

/** Output shape of a reshape, its open entry filled in. Throws `model-invalid`. */
export function reshaped(layer: ReshapeLayer, shape: Shape): Shape {
  const total = sizeOf(shape);
  const known = layer.shape.filter((length) => length !== -1);
  const open = layer.shape.length - known.length;
  const fits =
    layer.shape.length >= 1 &&
    // what the fastest arithmetic handles: six axes with the examples'
    layer.shape.length <= 5 &&
    positive(known) &&
    (open === 0 ? sizeOf(known) === total : open === 1 && total % sizeOf(known) === 0);
  if (!fits)
    throw modelInvalid(
      layer.id,
      `makes shape ${shapeWords(layer.shape)} of its input of shape ${shapeWords(shape)}; one to five axes with as many numbers were expected.`,
    );
  return layer.shape.map((length) => (length === -1 ? total / sizeOf(known) : length));
}

/** Output shape of a permutation of axes. Throws `model-invalid`. */
export function permuted(layer: PermuteLayer, shape: Shape): Shape {
  const { axes } = layer;
  if (axes.length !== shape.length || shape.some((_, axis) => !axes.includes(axis)))
    throw modelInvalid(
      layer.id,
      `has axes ${axes.join(", ")}; each axis of its input of shape ${shapeWords(shape)}, counted from 0, was expected once.`,
    );
  return axes.map((axis) => shape[axis]);
}
