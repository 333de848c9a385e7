import type { Layer } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import type { Coupling } from "./dependency-graph.ts";

/** An axis of a weight (or of a selection, see `Coupling`) that runs over the channels of the layer's input or output. */
export interface WeightAxis {
  readonly weight: string;
  readonly axis: number;
  readonly role: Coupling["role"];
  readonly over: "input" | "output";
}

const follow = (weight: string, axis = 0): WeightAxis => ({ weight, axis, role: "follower", over: "output" });

function allAxes(layer: Layer, channels: number): WeightAxis[] {
  switch (layer.kind) {
    case "dense":
    case "conv": {
      const rank = layer.weights.kernel.shape.length;
      return [
        { weight: "kernel", axis: rank - 1, role: "producer", over: "output" },
        { weight: "bias", axis: 0, role: "producer", over: "output" },
        { weight: "kernel", axis: rank - 2, role: "consumer", over: "input" },
      ];
    }
    case "embedding":
      return [{ weight: "kernel", axis: 1, role: "producer", over: "output" }];
    case "depthwise-conv": {
      const rank = layer.weights.kernel.shape.length;
      return [{ weight: "kernel", axis: rank - 2, role: "follower", over: "input" }, follow("bias")];
    }
    case "batch-norm":
      return ["gamma", "beta", "mean", "variance"].map((weight) => follow(weight));
    case "affine":
    case "prelu":
      // a last axis of length 1 is one number for all channels
      return Object.entries(weightsOf(layer))
        .filter(([, { shape }]) => shape.at(-1) === channels)
        .map(([weight, { shape }]) => follow(weight, shape.length - 1));
    default:
      return [];
  }
}

/**
 * Where channels that can be cut appear in a layer's weights (only weights that the layer has), and in the setting of a
 * selection. Layers whose channels always stay have none.
 * @param channels number of output channels
 */
export function weightAxes(layer: Layer, channels: number): WeightAxis[] {
  if (layer.kind === "channel-select")
    return [
      { weight: "channels", axis: 0, role: "selection", over: "input" },
      { weight: "channels", axis: 1, role: "selection", over: "output" },
    ];
  const weights = weightsOf(layer);
  return allAxes(layer, channels).filter(({ weight }) => weights[weight] !== undefined);
}
