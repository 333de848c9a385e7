import { outputShapeOf } from "../../../core/model/layer-shape.ts";
import type { Layer, LayerId, Shape } from "../../../core/model/model.ts";
import { sizeOf } from "./constant.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { ShapeSlot, ShapeView, WeightSlot } from "./graph-origin.ts";
import { type LayerValue, viewedShape } from "./graph-value.ts";
import { unsupportedNode } from "./node-failure.ts";

/** Larger outputs of one layer for one example do not fit into a tab. */
const largestOutput = 2 ** 27;

/** Layers as they are read off a graph, and where in the graph each came from. */
export interface GraphBuilder {
  /** Appends a layer; its id is made unique. The value has no view. @throws FailureError where it does not fit its inputs */
  add(node: GraphNode, layer: Layer): LayerValue;
  /** Replaces a layer by one of the same id, such as with a bias. @throws FailureError where it does not fit its inputs */
  replace(layer: Layer): void;
  /** Takes a layer out that nothing reads any more. */
  remove(id: LayerId): void;
  layer(id: LayerId): Layer | undefined;
  shapeOf(id: LayerId): Shape;
  /** The shape that the graph sees, without the examples. */
  seen(value: LayerValue): Shape;
  viewOf(value: LayerValue): ShapeView;
  /** True where nothing but the next node reads what the layer makes, so that the layer may take that node in. */
  soleUse(value: LayerValue): boolean;
  weight(slot: WeightSlot): void;
  shape(slot: ShapeSlot): void;
  note(sentence: string): void;
  readonly layers: ReadonlyMap<LayerId, Layer>;
  readonly shapes: ReadonlyMap<LayerId, Shape>;
  readonly weightSlots: readonly WeightSlot[];
  readonly shapeSlots: readonly ShapeSlot[];
  readonly notes: ReadonlySet<string>;
}

/** @param uses how often each node is read, outputs of the graph included */
export function graphBuilder(uses: ReadonlyMap<string, number>): GraphBuilder {
  const layers = new Map<LayerId, Layer>();
  const shapes = new Map<LayerId, Shape>();
  const weightSlots: WeightSlot[] = [];
  const shapeSlots: ShapeSlot[] = [];
  const notes = new Set<string>();
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  const freeId = (wanted: LayerId): LayerId => {
    let id = wanted;
    for (let n = 1; layers.has(id); n++) id = `${wanted}_${n}`;
    return id;
  };
  return {
    layers,
    shapes,
    weightSlots,
    shapeSlots,
    notes,
    add(node, wanted) {
      const layer: Layer = { ...wanted, id: freeId(wanted.id) };
      const shape = outputShapeOf(layer, layer.inputs.map(shapeOf));
      if (sizeOf(shape) > largestOutput)
        throw unsupportedNode(node, `makes ${sizeOf(shape)} numbers of one example, more than a browser can hold`);
      layers.set(layer.id, layer);
      shapes.set(layer.id, shape);
      return { kind: "layer", layer: layer.id, nodes: [node.name] };
    },
    replace(layer) {
      shapes.set(layer.id, outputShapeOf(layer, layer.inputs.map(shapeOf)));
      layers.set(layer.id, layer);
    },
    remove(id) {
      layers.delete(id);
      shapes.delete(id);
    },
    layer: (id) => layers.get(id),
    shapeOf,
    seen: (value) => viewedShape(shapeOf(value.layer), value),
    viewOf({ layer, expanded, folded }) {
      if (folded) return { layer, view: "folded" };
      return expanded === undefined ? { layer, view: "plain" } : { layer, view: "expanded", axis: expanded };
    },
    soleUse: ({ nodes }) => nodes.every((name) => uses.get(name) === 1),
    weight(slot) {
      weightSlots.push(slot);
    },
    shape(slot) {
      shapeSlots.push(slot);
    },
    note(sentence) {
      notes.add(sentence);
    },
  };
}
