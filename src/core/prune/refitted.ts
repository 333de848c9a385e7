import type { Layer, Shape } from "../model/model.ts";
import type { ChannelSelectLayer, ReshapeLayer } from "../model/rearrange-layers.ts";

/** Indices that vanish from a layer: weight (or setting), then axis. */
type Removed = ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<number>>>;

/** Output channels that vanish are dropped, the others name their input channels by the new numbers. */
function reselected(layer: ChannelSelectLayer, removed: Removed | undefined): ChannelSelectLayer {
  const axes = removed?.get("channels");
  if (axes === undefined) return layer;
  const gone = [...(axes.get(0) ?? [])];
  const channels = layer.channels
    .filter((_, output) => !axes.get(1)?.has(output))
    .map((channel) => channel - gone.filter((other) => other < channel).length);
  return { ...layer, channels };
}

/** The last axis holds the channels, perhaps those of several places; it shrinks as they do. */
function reshapedTo(layer: ReshapeLayer, before: Shape, after: Shape): ReshapeLayer {
  const last = layer.shape.length - 1;
  const [had, has] = [before.at(-1)!, after.at(-1)!];
  if (had === has || layer.shape[last] === -1) return layer;
  const open = layer.shape.includes(-1);
  return {
    ...layer,
    shape: layer.shape.map((length, axis) => (axis < last ? length : open ? (length / had) * has : -1)),
  };
}

/**
 * A layer whose settings name channels, fitted to those that are left. Other layers come back as they are.
 * @param removed what is cut of this layer
 * @param before shapes that the layer read in the full network; `after` those that it reads now
 */
export function refitted(
  layer: Layer,
  removed: Removed | undefined,
  before: readonly Shape[],
  after: readonly Shape[],
): Layer {
  if (layer.kind === "channel-select") return reselected(layer, removed);
  if (layer.kind === "reshape") return reshapedTo(layer, before[0], after[0]);
  return layer;
}
