import type { FlattenLayer } from "../core/model/model.ts";
import type { ChannelSelectLayer, PermuteLayer, ReshapeLayer, SliceLayer } from "../core/model/rearrange-layers.ts";
import { placesAlong } from "./places-along.ts";
import { type Tensor, tf } from "./tf.ts";

/** Layers that only move numbers, all on [examples, ...]; inside the caller's tidy. */

/** One axis of everything, in either order of places and channels. */
export function flatten(layer: FlattenLayer, x: Tensor): Tensor {
  const size = x.size / x.shape[0];
  if (layer.order === "channels-last" || x.rank < 3) return tf.reshape(x, [x.shape[0], size]);
  const spatial = x.shape.slice(1, -1).map((_, axis) => axis + 1);
  return tf.reshape(tf.transpose(x, [0, x.rank - 1, ...spatial]), [x.shape[0], size]);
}

/** Places begin, begin + stride, ... of each spatial axis. */
export function slice({ begin, size, strides }: SliceLayer, x: Tensor): Tensor {
  return size.reduce((kept, places, axis) => placesAlong(kept, axis + 1, begin[axis], places, strides[axis]), x);
}

/** The chosen channels; -1 reads a channel of zeros that is put behind the others. */
export function selectChannels(layer: ChannelSelectLayer, x: Tensor): Tensor {
  const channels = x.shape[x.rank - 1];
  const rows = tf.reshape(x, [x.size / channels, channels]);
  const bare = layer.channels.some((channel) => channel < 0);
  const padded = bare
    ? tf.pad(rows, [
        [0, 0],
        [0, 1],
      ])
    : rows;
  const places = layer.channels.map((channel) => (channel < 0 ? channels : channel));
  const chosen = tf.gather(padded, tf.tensor1d(places, "int32"), 1);
  return tf.reshape(chosen, [...x.shape.slice(0, -1), places.length]);
}

/** The same numbers under another shape; the batch axis stays. */
export function reshape(layer: ReshapeLayer, x: Tensor): Tensor {
  return tf.reshape(x, [x.shape[0], ...layer.shape]);
}

/** Axes in another order; the batch axis stays first. */
export function permute(layer: PermuteLayer, x: Tensor): Tensor {
  return tf.transpose(x, [0, ...layer.axes.map((axis) => axis + 1)]);
}
