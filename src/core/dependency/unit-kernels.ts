import { type LayerId, type Model, weightsOf } from "../model/model.ts";
import type { PrunableGroup } from "./dependency-graph.ts";

/** The weights by which one layer makes a unit. Plain data. */
export interface UnitKernel {
  readonly layer: LayerId;
  /** Axes of a convolution's window; empty where the layer has none. */
  readonly window: readonly number[];
  /** Channels that it reads. */
  readonly inputs: number;
  /** Window x inputs, row-major. */
  readonly values: Float32Array;
  /** Null where the layer has no bias. */
  readonly bias: number | null;
}

/**
 * The kernels that make one unit: one for each layer that makes it, several where a layer makes several of its channels.
 * @param group of this model's dependency graph
 * @param unit number within the group
 */
export function unitKernels(model: Model, group: PrunableGroup, unit: number): UnitKernel[] {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  return group.couplings.flatMap(({ layer, weight, role, indices }) => {
    const { kernel, bias } = weightsOf(layers.get(layer)!);
    if (role !== "producer" || weight !== "kernel" || kernel === undefined) return [];
    const outputs = kernel.shape[kernel.shape.length - 1];
    return Array.from(indices[unit], (channel): UnitKernel => {
      const values = Float32Array.from(
        { length: kernel.values.length / outputs },
        (_, place) => kernel.values[place * outputs + channel],
      );
      return {
        layer,
        window: kernel.shape.slice(0, -2),
        inputs: kernel.shape[kernel.shape.length - 2],
        values,
        bias: bias?.values[channel] ?? null,
      };
    });
  });
}
