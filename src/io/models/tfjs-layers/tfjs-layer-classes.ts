import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import { inputClass } from "./input-class.ts";
import type { LayerClass } from "./layer-context.ts";
import { mergeClasses } from "./merge-classes.ts";
import { normClasses } from "./norm-classes.ts";
import { recurrentClasses } from "./recurrent-classes.ts";
import { sequenceClasses } from "./sequence-classes.ts";
import { pointwiseClasses } from "./tfjs-pointwise-classes.ts";
import { spatialClasses } from "./tfjs-spatial-classes.ts";
import { weightedClasses } from "./tfjs-weighted-classes.ts";
import { timeDistributed } from "./time-distributed.ts";

const classes = new Map<string, LayerClass>([
  ["InputLayer", inputClass],
  ...weightedClasses,
  ...normClasses,
  ...spatialClasses,
  ...pointwiseClasses,
  ...mergeClasses,
  ...sequenceClasses,
  ...recurrentClasses,
]);
classes.set("TimeDistributed", timeDistributed(classes));

/** The layer classes of Keras that Quorum computes. */
export const knownClasses: readonly string[] = [...classes.keys()];

const advices: Readonly<Record<string, string>> = {
  Lambda:
    "A Lambda layer holds Python code, which Quorum never runs: rebuild the model with a layer of Keras in its place (such as Rescaling or Reshape), load the weights, and save again.",
  TFOpLambda: "Rebuild the model with Keras layers in place of TensorFlow functions, load the weights, and save again.",
  SlicingOpLambda: "Rebuild the model with Cropping layers in place of the slice, load the weights, and save again.",
  Resizing: "Export the model without it and give it data of the final size.",
  CenterCrop: "Export the model without it and give it data of the final size.",
  RandomCrop: "Export the model without it and give it data of the final size.",
  UnitNormalization: "Leave it out and normalise the data beforehand, if it is the first layer.",
  TextVectorization: "Export the part of the model behind it, and drop the vocabulary with the texts.",
  StringLookup: "Export the part of the model behind it.",
};

/**
 * The class of a layer by its name in the file.
 * @throws FailureError model-unsupported, naming layer and class, where Quorum does not know it
 */
export function layerClassOf(className: string, id: LayerId): LayerClass {
  const known = classes.get(className);
  if (known !== undefined) return known;
  throw new FailureError({
    kind: "model-unsupported",
    message: `The layer "${id}" is of class ${className}, which Quorum does not compute.`,
    where: `layer "${id}"`,
    advice: Object.hasOwn(advices, className)
      ? (advices[className] as string)
      : "Replace it by layers that Quorum computes (docs/support.md lists them), or export the network without it.",
  });
}
