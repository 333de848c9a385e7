import type { Layer } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import type { Coupling } from "./dependency-graph.ts";

/** An axis of a weight that runs over the channels of the layer's input or output. */
export interface WeightAxis {
  readonly weight: string;
  readonly axis: number;
  readonly role: Coupling["role"];
  readonly over: "input" | "output";
}

function allAxes(layer: Layer): WeightAxis[] {
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
    case "depthwise-conv":
      return [
        { weight: "kernel", axis: 2, role: "follower", over: "input" },
        { weight: "bias", axis: 0, role: "follower", over: "output" },
      ];
    case "batch-norm":
      return ["gamma", "beta", "mean", "variance"].map((weight) => ({
        weight,
        axis: 0,
        role: "follower",
        over: "output",
      }));
    default:
      return [];
  }
}

/** Where channels appear in a layer's weights; only weights that the layer has. */
export function weightAxes(layer: Layer): WeightAxis[] {
  const weights = weightsOf(layer);
  return allAxes(layer).filter(({ weight }) => weights[weight] !== undefined);
}
