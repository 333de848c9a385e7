import { type Layer, type Model, weightsOf } from "../../../core/model/model.ts";
import type { WeightKey, WeightLayout, WeightSource } from "./architecture.ts";
import { layerFields } from "./layer-fields.ts";

/** Where a layer's weight stands in the file beside the layer JSON. */
export type SourceOf = (layer: Layer, weight: string) => WeightSource;

/** Keys for weights that never had any: "<layer>.<weight>". */
export const ownKeys: SourceOf = ({ id }, weight) => [{ key: `${id}.${weight}` }];

const written = (key: WeightKey): unknown => (key.rows === undefined && key.axes === undefined ? key.key : key);

function writtenLayer(layer: Layer, sourceOf: SourceOf): Record<string, unknown> {
  const settings = layer as unknown as Readonly<Record<string, unknown>>;
  const entries = Object.keys(layerFields[layer.kind])
    .filter((name) => settings[name] !== undefined)
    .map((name) => [name, settings[name]] as const);
  const weights = Object.keys(weightsOf(layer)).map((weight) => {
    const source = sourceOf(layer, weight).map(written);
    return [weight, source.length === 1 ? source[0] : source] as const;
  });
  return {
    id: layer.id,
    kind: layer.kind,
    inputs: layer.inputs,
    ...Object.fromEntries(entries),
    ...(weights.length === 0 ? {} : { weights: Object.fromEntries(weights) }),
  };
}

/**
 * The architecture of a model as Quorum's layer JSON, which `readLayerJson` reads back; one line a layer.
 * @param layout how the weights lie in the file that goes with it
 */
export function layerJsonOf(model: Model, sourceOf: SourceOf = ownKeys, layout: WeightLayout = "torch"): string {
  const head = { format: "quorum-layers", version: 1, name: model.name, layout };
  const layers = model.layers.map((layer) => JSON.stringify(writtenLayer(layer, sourceOf)));
  const top = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return [
    "{",
    ...top,
    '  "layers": [',
    layers.map((line) => `    ${line}`).join(",\n"),
    "  ],",
    `  "output": ${JSON.stringify(model.output)}`,
    "}",
    "",
  ].join("\n");
}
