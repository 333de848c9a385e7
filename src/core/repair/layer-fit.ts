import type { LayerId } from "../model/model.ts";

/** How near one layer of the pruned network came to the full network's. */
export interface LayerFit {
  readonly layer: LayerId;
  readonly kind: "linear" | "norm";
  /** Rows that it was fitted to: examples, or places of examples. */
  readonly rows: number;
  /**
   * Share of the variance of the full network's outputs at its kept units (before the activation) that the layer gives,
   * before and after; at most 1, below 0 where a constant would do better. null where it was not measured.
   */
  readonly explained: { readonly before: number; readonly after: number } | null;
}
