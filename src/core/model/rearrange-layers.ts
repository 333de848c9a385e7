import type { LayerBase, Shape } from "./model.ts";

/** Every stride-th place from `begin`, `size` places along each spatial axis; channels stay. */
export interface SliceLayer extends LayerBase {
  readonly kind: "slice";
  readonly begin: readonly number[];
  readonly size: readonly number[];
  readonly strides: readonly number[];
}

/** Each place `size` times along each spatial axis; bilinear with half-pixel centres. */
export interface UpsamplingLayer extends LayerBase {
  readonly kind: "upsampling";
  readonly size: readonly number[];
  readonly interpolation: "nearest" | "bilinear";
}

/** Output channel c is input channel channels[c], or zero where that is -1: padded, sliced, shuffled or split channels. */
export interface ChannelSelectLayer extends LayerBase {
  readonly kind: "channel-select";
  readonly channels: readonly number[];
}

/** The same numbers, row-major, under another shape; one entry may be -1 and follows from the others. */
export interface ReshapeLayer extends LayerBase {
  readonly kind: "reshape";
  readonly shape: Shape;
}

/** Output axis i is input axis axes[i], counted from 0 without the batch axis. */
export interface PermuteLayer extends LayerBase {
  readonly kind: "permute";
  readonly axes: readonly number[];
}
