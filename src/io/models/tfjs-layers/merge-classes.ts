import type { Layer, MergeLayer } from "../../../core/model/model.ts";
import { expectLastAxis, type LayerClass, type LayerContext, none, unsupportedLayer } from "./layer-context.ts";

function inputsOf(context: LayerContext): Pick<Layer, "id" | "inputs"> {
  const { id, inputs } = context;
  if (inputs.length < 2) throw unsupportedLayer(context, "joins a tensor with a number, which Quorum does not compute");
  return { id, inputs };
}

const mergeClass = (operation: MergeLayer["operation"]): LayerClass => ({
  weights: none,
  reads: "many",
  mask: "unclear",
  decode: (context) => ({ kind: "merge", operation, ...inputsOf(context) }),
});

/** Classes that join branches. */
export const mergeClasses: readonly (readonly [string, LayerClass])[] = [
  [
    "Add",
    { weights: none, reads: "many", mask: "unclear", decode: (context) => ({ kind: "add", ...inputsOf(context) }) },
  ],
  ["Subtract", mergeClass("subtract")],
  ["Multiply", mergeClass("multiply")],
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
