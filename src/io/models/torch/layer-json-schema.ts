import type { LayerKind } from "../../../core/model/model.ts";
import type { JsonObject } from "../json-fields.ts";
import type { Field } from "./json-field.ts";
import { layerFields, layerWeights } from "./layer-fields.ts";

const text: JsonObject = { type: "string", minLength: 1 };
const list = (items: JsonObject): JsonObject => ({ type: "array", items });

const weight: JsonObject = {
  anyOf: [
    text,
    {
      type: "object",
      properties: {
        key: text,
        rows: { type: "array", items: { type: "integer", minimum: 0 }, minItems: 2, maxItems: 2 },
        axes: list({ type: "integer", minimum: 0 }),
      },
      required: ["key"],
      additionalProperties: false,
    },
  ],
};

function weightsSchema(kind: LayerKind): JsonObject | null {
  const names = Object.entries(layerWeights[kind]);
  if (names.length === 0) return null;
  const source = { $ref: "#/$defs/weight" };
  const two = { type: "array", items: source, minItems: 2, maxItems: 2 };
  return {
    type: "object",
    properties: Object.fromEntries(
      names.map(([name]) => [name, kind === "recurrent" && name === "bias" ? { anyOf: [source, two] } : source]),
    ),
    required: names.filter(([, needed]) => needed).map(([name]) => name),
    additionalProperties: false,
  };
}

// follow from other settings where they are left out
const implied: ReadonlySet<string> = new Set(["pool.strides", "conv.dilation", "depthwise-conv.dilation"]);

function layerSchema(kind: LayerKind): JsonObject {
  const fields = Object.entries(layerFields[kind] as Readonly<Record<string, Field<unknown>>>);
  const weights = weightsSchema(kind);
  const needed = fields.filter(
    ([name, { otherwise, optional }]) => otherwise === null && !optional && !implied.has(`${kind}.${name}`),
  );
  const mustHaveWeights = weights !== null && (weights.required as readonly string[]).length > 0;
  return {
    type: "object",
    properties: {
      id: text,
      kind: { const: kind },
      inputs: list(text),
      ...Object.fromEntries(fields.map(([name, { schema }]) => [name, schema])),
      ...(weights === null ? {} : { weights }),
    },
    required: ["id", "kind", ...needed.map(([name]) => name), ...(mustHaveWeights ? ["weights"] : [])],
    additionalProperties: false,
  };
}

/** The JSON schema (2020-12) of the layer JSON, made of the same table that reads it. docs/layer-json.md shows it. */
export function layerJsonSchema(): JsonObject {
  const kinds = Object.keys(layerFields) as LayerKind[];
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Quorum layer JSON",
    type: "object",
    properties: {
      format: { const: "quorum-layers" },
      version: { const: 1 },
      name: text,
      layout: { enum: ["torch", "quorum"], default: "torch" },
      layers: { type: "array", minItems: 1, maxItems: 20_000, items: { $ref: "#/$defs/layer" } },
      output: text,
    },
    required: ["format", "version", "layers"],
    $defs: { weight, layer: { oneOf: kinds.map(layerSchema) } },
  };
}
