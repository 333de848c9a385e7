import { FailureError } from "../../../core/failure.ts";
import type { LayerId, Shape } from "../../../core/model/model.ts";
import { type Constant, constantOf, sizeOf } from "./constant.ts";
import { foldBudget } from "./fold-budget.ts";
import { foldConstant } from "./fold-constant.ts";
import type { Graph } from "./graph-nodes.ts";
import type { GraphOrigin, ShapeView } from "./graph-origin.ts";
import { viewedShape } from "./graph-value.ts";
import { decodeStored } from "./stored-constants.ts";

/** The shape of a tensor of the graph, without the examples, where the layers have these shapes. */
export function shapeUnder({ layer, view, axis }: ShapeView, shapes: ReadonlyMap<LayerId, Shape>): Shape {
  return viewedShape(shapes.get(layer) ?? [], {
    ...(view === "folded" ? { folded: true as const } : {}),
    ...(axis === undefined ? {} : { expanded: axis }),
  });
}

/**
 * The constants of a graph, and what is computed from them ahead or from shapes while it runs, by node.
 * @param shapes output shapes of the layers
 */
export function constantsUnder(
  graph: Graph,
  origin: GraphOrigin,
  shapes: ReadonlyMap<LayerId, Shape>,
): ReadonlyMap<string, Constant> {
  const stored = new Map(origin.stored.map((each) => [each.entry.name, each]));
  const constants = new Map<string, Constant>();
  for (const slot of origin.shapes) {
    if (slot.kind !== "shape-of") continue;
    const seen = shapeUnder(slot.of, shapes);
    constants.set(slot.node, constantOf("int32", [seen.length + 1], [Number.NaN, ...seen], true));
  }
  const budget = foldBudget(origin.stored.reduce((sum, { entry }) => sum + sizeOf(entry.shape), 0));
  for (const name of origin.live) {
    const node = graph.get(name);
    if (node === undefined || constants.has(name)) continue;
    const own = node.op === "Const" ? stored.get(name) : undefined;
    if (own !== undefined) constants.set(name, decodeStored(own));
    const inputs = node.inputs.flatMap((edge) => (edge.port === 0 ? (constants.get(edge.node) ?? []) : []));
    if (inputs.length === 0 || inputs.length !== node.inputs.length) continue;
    try {
      const folded = foldConstant(node, inputs, budget);
      if (folded !== null) constants.set(name, folded);
    } catch (thrown) {
      // a constant that no longer fits the new widths is written anew, or nothing reads it
      if (!(thrown instanceof FailureError)) throw thrown;
    }
  }
  return constants;
}
