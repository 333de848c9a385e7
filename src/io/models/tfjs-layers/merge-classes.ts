import type { Layer, MergeLayer } from "../../../core/model/model.ts";
import type { RescalingLayer } from "../../../core/model/norm-layers.ts";
import { fieldOf } from "../json-fields.ts";
import { expectLastAxis, type LayerClass, type LayerContext, none, unsupportedLayer } from "./layer-context.ts";

function inputsOf(context: LayerContext): Pick<Layer, "id" | "inputs"> {
  const { id, inputs } = context;
  if (inputs.length < 2) throw unsupportedLayer(context, "joins a tensor with a number, which Quorum does not compute");
  return { id, inputs };
}

type WithNumber = (number: number, first: boolean) => Pick<RescalingLayer, "scale" | "offset">;

/** `x + 3` and its like, which Keras 3 writes as a call of the joining layer with a number in place of a tensor. */
function withNumber(context: LayerContext, rescaled: WithNumber): RescalingLayer | null {
  const { id, inputs, call } = context;
  const args = fieldOf(call, "args");
  if (inputs.length !== 1 || !Array.isArray(args) || args.length !== 2) return null;
  const place = args.findIndex((arg) => typeof arg === "number");
  const number: unknown = args[place];
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return { kind: "rescaling", id, inputs, ...rescaled(number, place === 0) };
}

const mergeClass = (operation: MergeLayer["operation"], rescaled: WithNumber | null = null): LayerClass => ({
  weights: none,
  reads: "many",
  mask: "unclear",
  decode: (context) =>
    (rescaled && withNumber(context, rescaled)) ?? { kind: "merge", operation, ...inputsOf(context) },
});

/** Classes that join branches. */
export const mergeClasses: readonly (readonly [string, LayerClass])[] = [
  [
    "Add",
    {
      weights: none,
      reads: "many",
      mask: "unclear",
      decode: (context) =>
        withNumber(context, (offset) => ({ scale: 1, offset })) ?? { kind: "add", ...inputsOf(context) },
    },
  ],
  [
    "Subtract",
    mergeClass("subtract", (number, first) => (first ? { scale: -1, offset: number } : { scale: 1, offset: -number })),
  ],
  ["Multiply", mergeClass("multiply", (scale) => ({ scale, offset: 0 }))],
  ["Average", mergeClass("average")],
  ["Maximum", mergeClass("maximum")],
  ["Minimum", mergeClass("minimum")],
  [
    "Concatenate",
    {
      weights: none,
      reads: "many",
      mask: "unclear",
      decode: (context) => {
        expectLastAxis(context, -1, "joins along");
        return { kind: "concat", ...inputsOf(context) };
      },
    },
  ],
];
