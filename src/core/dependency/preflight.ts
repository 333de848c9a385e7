import type { LayerId, LayerKind, Shape } from "../model/model.ts";
import type { Cost } from "../model/summary.ts";
import type { Coupling, GroupId } from "./dependency-graph.ts";

/**
 * prunable: makes units, some of which can be cut. follows: makes none, but carries some that can be cut. frozen: has
 * weights, and keeps all of its channels. plain: has no weights, and keeps its shape.
 */
export type Standing = "prunable" | "follows" | "frozen" | "plain";

/** What pruning can do to one layer. Plain JSON. */
export interface PreflightLayer {
  readonly id: LayerId;
  readonly kind: LayerKind;
  /** Words for the person, such as "conv 5 x 5, 16 filters, relu". */
  readonly words: string;
  readonly outputShape: Shape;
  readonly parameters: number;
  /** Multiply-accumulates for one example. */
  readonly macs: number;
  readonly standing: Standing;
  /** Output channels (last axis), how many of them can be cut, and how few must stay. */
  readonly channels: { readonly total: number; readonly prunable: number; readonly floor: number };
  /** Groups whose units are among its output channels. */
  readonly groups: readonly GroupId[];
  /** Groups whose units it reads by its own weights. */
  readonly reads: readonly GroupId[];
  /** Other layers that make units of its groups: they are cut together with it. */
  readonly coupledWith: readonly LayerId[];
  /** Why its channels, or those of them that cannot be cut, must stay. Always there where the layer is frozen. */
  readonly frozen?: string;
  /** Layers that it reads. */
  readonly inputs?: readonly LayerId[];
  /**
   * Of layers that make their channels by weights of their own: the unit that each output channel is, numbered through
   * all groups; -1 for a channel that must stay.
   */
  readonly units?: readonly number[];
}

/** One place in the weights (or in a setting that names channels) that a cut touches. */
export interface PreflightPlace {
  readonly layer: LayerId;
  readonly weight: string;
  readonly axis: number;
  readonly role: Coupling["role"];
  /** Indices along the axis that go with one unit: of the unit with the fewest and of that with the most. */
  readonly indicesPerUnit: { readonly least: number; readonly most: number };
}

/** Units that are kept or cut as one. */
export interface PreflightGroup {
  readonly id: GroupId;
  readonly width: number;
  /** Units that must stay at least. */
  readonly floor: number;
  readonly producers: readonly LayerId[];
  /** Every layer whose output holds these units, weights or not: all that a cut shrinks. */
  readonly carriers: readonly LayerId[];
  readonly places: readonly PreflightPlace[];
  /** What cutting one unit alone saves, the mean over the group's units. */
  readonly unitCost: { readonly parameters: number; readonly macs: number };
}

/** What can be pruned in a network, in which coupled groups, what must stay and why. Plain JSON. */
export interface Preflight {
  readonly layers: readonly PreflightLayer[];
  readonly groups: readonly PreflightGroup[];
  /** Units of all groups. */
  readonly units: number;
  readonly cost: Cost;
  /** Cost with a single unit left of each group: no plan makes the network smaller. */
  readonly floorCost: Cost;
}
