import type { LayerBase, Tensor } from "./model.ts";

/** Over the last axis, by the statistics of each place. Weights [channels]. */
export interface LayerNormLayer extends LayerBase {
  readonly kind: "layer-norm";
  readonly epsilon: number;
  readonly weights: { readonly gamma?: Tensor; readonly beta?: Tensor };
}

/** Over all places and the channels of one group; as many groups as channels is instance normalisation. Weights [channels]. */
export interface GroupNormLayer extends LayerBase {
  readonly kind: "group-norm";
  readonly groups: number;
  readonly epsilon: number;
  readonly weights: { readonly gamma?: Tensor; readonly beta?: Tensor };
}

/** x * scale + offset. Weights align with the input's last axes; each axis has its length or 1. */
export interface AffineLayer extends LayerBase {
  readonly kind: "affine";
  readonly weights: { readonly scale?: Tensor; readonly offset?: Tensor };
}

/** x * scale + offset with one number each for everything. */
export interface RescalingLayer extends LayerBase {
  readonly kind: "rescaling";
  readonly scale: number;
  readonly offset: number;
}

/** x below 0 times slope. The slope aligns with the input's last axes; each axis has its length or 1. */
export interface PreluLayer extends LayerBase {
  readonly kind: "prelu";
  readonly weights: { readonly slope: Tensor };
}
