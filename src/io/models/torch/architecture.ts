import type { Layer, LayerId, LayerKind } from "../../../core/model/model.ts";

/** The layer of this kind. */
export type LayerOf<K extends LayerKind> = Extract<Layer, { readonly kind: K }>;

/** A layer without its weights. */
export type LayerSettings = { [K in LayerKind]: Omit<LayerOf<K>, "weights"> }[LayerKind];

/** Where a weight, or a part of it, stands among the tensors of a file. */
export interface WeightKey {
  readonly key: string;
  /** Rows (first axis) from..to-1 of the tensor; all where left out. */
  readonly rows?: readonly [number, number];
  /** Axis i of our weight is axis axes[i] of the tensor; what the layout says where left out. */
  readonly axes?: readonly number[];
}

/** One tensor, or two for the bias of a recurrent layer (input and recurrent bias, as PyTorch keeps them). */
export type WeightSource = readonly WeightKey[];

/** How weights lie in the file: as PyTorch keeps them, or as Quorum does. See docs/layer-json.md. */
export type WeightLayout = "torch" | "quorum";

export interface ArchitectureLayer {
  readonly settings: LayerSettings;
  /** By the name of the layer's weight, such as "kernel". */
  readonly weights: Readonly<Record<string, WeightSource>>;
}

/** A network without its weights: what a state_dict needs to become a model. */
export interface Architecture {
  readonly name: string;
  readonly layout: WeightLayout;
  readonly layers: readonly ArchitectureLayer[];
  readonly output: LayerId;
}
