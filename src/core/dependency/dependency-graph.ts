import type { LayerId } from "../model/model.ts";

/** Names a group by its producers, such as "conv1" or "conv2+shortcut"; the second with the same producers "conv1 (2)". */
export type GroupId = string;

/** One place where a group's units appear in the weights. */
export interface Coupling {
  readonly layer: LayerId;
  /**
   * Key of the layer's weights: "kernel", "bias", "gamma" ...; "channels" for the setting of a channel-select, read as a
   * matrix [input channel, output channel] that has a 1 where one is carried to the other.
   */
  readonly weight: string;
  readonly axis: number;
  /**
   * "producer": these indices make the unit; "consumer": they read it; "follower": they go along with it (norm,
   * depthwise); "selection": channels that a setting names, which is renumbered.
   */
  readonly role: "producer" | "consumer" | "follower" | "selection";
  /** For each unit of the group, the indices along the axis that belong to it (several after a flatten or a depthwise convolution). */
  readonly indices: readonly Int32Array[];
}

/** Units whose weights move together: they are kept or cut as one. */
export interface PrunableGroup {
  readonly id: GroupId;
  /** Number of units. */
  readonly width: number;
  /** Layers whose output channels are the units: one, or several where an elementwise layer couples them. */
  readonly producers: readonly LayerId[];
  readonly couplings: readonly Coupling[];
}

export interface FrozenLayer {
  readonly layer: LayerId;
  /** A sentence for the person. */
  readonly reason: string;
}

/** Where masks act: just before a consumer (dense, ungrouped conv) reads the tensor, so that a masked unit is exactly zero downstream. */
export interface MaskSite {
  /** The consuming layer. */
  readonly consumer: LayerId;
  /** For each channel (last axis) of the consumer's input: the unit (see `unitOffset`), or -1 where nothing is masked. */
  readonly units: Int32Array;
}

export interface DependencyGraph {
  readonly groups: readonly PrunableGroup[];
  /** Every layer with weights none of whose output channels can be cut, with the reason. */
  readonly frozen: readonly FrozenLayer[];
  /** Unit u of group g has the number unitOffset[g] + u among all units of all groups. Length groups + 1; the last is the total. */
  readonly unitOffset: Int32Array;
  readonly maskSites: readonly MaskSite[];
}
