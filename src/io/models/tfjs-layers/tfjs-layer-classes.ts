import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import type { LayerClass } from "./layer-context.ts";
import { pointwiseClasses } from "./tfjs-pointwise-classes.ts";
import { spatialClasses } from "./tfjs-spatial-classes.ts";
import { weightedClasses } from "./tfjs-weighted-classes.ts";

const classes: ReadonlyMap<string, LayerClass> = new Map([...weightedClasses, ...spatialClasses, ...pointwiseClasses]);

/**
 * The class of a layer by its name in the file.
 * @throws FailureError model-unsupported, naming layer and class, where Quorum does not know it
 */
export function layerClassOf(className: string, id: LayerId): LayerClass {
  const known = classes.get(className);
  if (known !== undefined) return known;
  throw new FailureError({
    kind: "model-unsupported",
    message: `The layer "${id}" is of class ${className}, which Quorum does not compute yet.`,
    where: `layer "${id}"`,
    advice: `It computes ${[...classes.keys()].join(", ")}.`,
  });
}
