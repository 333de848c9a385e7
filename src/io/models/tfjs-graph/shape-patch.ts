import { FailureError } from "../../../core/failure.ts";
import type { LayerId, Model, Shape } from "../../../core/model/model.ts";
import { type Constant, constantOf } from "./constant.ts";
import type { Graph, GraphNode } from "./graph-nodes.ts";
import type { GraphOrigin } from "./graph-origin.ts";
import type { GraphPatch } from "./graph-patch.ts";

/** What the wants of one node follow from. */
export interface ShapePatch {
  readonly patch: GraphPatch;
  readonly graph: Graph;
  readonly origin: GraphOrigin;
  readonly model: Model;
  /** Output shapes of the pruned layers. */
  readonly shapes: ReadonlyMap<LayerId, Shape>;
  /** Constants of the graph where the layers have these shapes. */
  readonly constants: ReadonlyMap<string, Constant>;
}

/** The constant that an input of a node reads, by its place among the data inputs. */
export function constantAt({ constants }: ShapePatch, node: GraphNode, index: number): Constant | undefined {
  const edge = node.inputs[index];
  return edge === undefined ? undefined : constants.get(edge.node);
}

/** The channels that a layer of kind channel-select takes; undefined where the pruned model has no such layer. */
export function selectedChannels({ model }: ShapePatch, id: LayerId): readonly number[] | undefined {
  const layer = model.layers.find((each) => each.id === id);
  return layer?.kind === "channel-select" ? layer.channels : undefined;
}

/** The failure of a cut that the graph's own operation cannot express. */
export function inexpressible(node: GraphNode, why: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The pruned network cannot go back into the node "${node.name}" (${node.op}): ${why}.`,
    where: `node "${node.name}" (${node.op})`,
    advice: "Export it in another format.",
  });
}

/** A whole-number constant of the shape and type that the file used. */
export function likeOf(now: Constant, values: readonly number[]): Constant {
  return constantOf(now.type, now.shape.length === 1 ? [values.length] : now.shape, values);
}
