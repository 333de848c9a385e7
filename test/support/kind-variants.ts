import type { Layer, LayerKind, Model, Shape } from "../../src/core/model/model.ts";
import { inputOf } from "../../src/core/model/shapes.ts";
import { layerFields } from "../../src/io/models/torch/layer-fields.ts";
import { attention, concat, conv, dense, depthwise, dropout, input, network, select, tensor } from "../layers.ts";
import { type SingleLayerModel, singleLayerModels } from "../single-layer-models.ts";

/** The layer that a one-layer model is about. */
export const probedIn = (model: Model): Layer => model.layers.find(({ id }) => id === "y") as Layer;

/** A layer named "y" that reads "a", behind an input of this shape. */
function plain(title: string, shape: Shape, layer: Layer): SingleLayerModel {
  const model = network(input(shape, "a"), layer);
  const size = 2 * inputOf(model).shape.reduce((product, length) => product * length, 1);
  return { title, model, inputs: Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1)) };
}

/** The common forms, beside the unusual ones that `singleLayerModels` lists. */
const common: readonly SingleLayerModel[] = [
  plain("dense on a vector", [4], dense("y", "a", 4, 3, "relu")),
  plain("conv 2-d", [6, 6, 2], conv("y", "a", [3, 3, 2, 4], "relu")),
  plain("conv 1-d", [6, 2], conv("y", "a", [3, 2, 4], "relu")),
  plain("depthwise conv 2-d", [6, 6, 2], depthwise("y", "a", [3, 3, 2, 2])),
  plain("dropout", [4], dropout("y", "a")),
  plain("permute of places", [3, 4, 2], { id: "y", kind: "permute", inputs: ["a"], axes: [1, 0, 2] }),
  plain("reshape of places", [3, 4, 2], { id: "y", kind: "reshape", inputs: ["a"], shape: [12, 2] }),
  plain("channel-select", [3, 4], select("y", "a", [3, 2, 1, 0, -1])),
  plain("attention", [3, 4], attention("y", "a", 2, 4, 3)),
  plain("causal attention", [3, 4], { ...attention("y", "a", 2, 4, 3), causal: true }),
  plain("concat", [3, 4], concat("y", "a", "a")),
  plain("global average of a sequence", [5, 3], {
    id: "y",
    kind: "global-pool",
    inputs: ["a"],
    operation: "average",
    keepAxes: false,
  }),
  plain("batch norm without weights", [3, 2], {
    id: "y",
    kind: "batch-norm",
    inputs: ["a"],
    epsilon: 1e-3,
    weights: { mean: tensor([2]), variance: tensor([2], [1, 2]) },
  }),
];

/** One layer of every kind but the input, behind an input, in the variants that are computed or written differently. */
export function kindVariants(): ReadonlyMap<LayerKind, readonly SingleLayerModel[]> {
  const all = [...common, ...singleLayerModels()];
  const kinds = (Object.keys(layerFields) as LayerKind[]).filter((kind) => kind !== "input");
  return new Map(kinds.map((kind) => [kind, all.filter(({ model }) => probedIn(model).kind === kind)]));
}
