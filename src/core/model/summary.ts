import type { LayerId, LayerKind, Shape } from "./model.ts";

/** What the page shows of a layer; no weights. Plain JSON. */
export interface LayerSummary {
  readonly id: LayerId;
  readonly kind: LayerKind;
  /** Words for the person, such as "conv 5 x 5, 16 filters, relu". */
  readonly words: string;
  readonly outputShape: Shape;
  readonly parameters: number;
  /** Multiply-accumulates for one example. */
  readonly macs: number;
  /** Why the layer keeps its width; absent where it may be pruned or has no units of its own. */
  readonly frozen?: string;
}

/** Size of a network: parameters, multiply-accumulates for one example, bytes of its weights as float32. */
export interface Cost {
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
}

/** What the page shows of a network. Plain JSON. */
export interface ModelSummary {
  readonly name: string;
  readonly inputShape: Shape;
  readonly outputWidth: number;
  readonly layers: readonly LayerSummary[];
  readonly cost: Cost;
  /** Groups whose units play, in player order. */
  readonly groups: readonly { readonly id: string; readonly width: number; readonly producers: readonly LayerId[] }[];
  readonly players: number;
}
