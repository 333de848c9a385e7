import type { Dataset } from "../core/dataset/dataset.ts";
import { proposePairing } from "../core/dataset/propose-pairing.ts";
import { type Failure, failureOf } from "../core/failure.ts";
import type { Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { inputShapeOf } from "./workbench.ts";

/** Classes that the network tells apart. */
export function classesOf(model: Model): number {
  return outputKindOf(model) === "binary" ? 2 : (outputShapes(model).get(model.output)?.at(-1) ?? 0);
}

/** Why a network and a dataset cannot be played together; null where they can. */
export function mismatchOf(model: Model, dataset: Dataset): Failure | null {
  try {
    proposePairing(dataset, inputShapeOf(model), dataset.targets ? Number.POSITIVE_INFINITY : classesOf(model));
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

/** A sentence where the examples name fewer classes than the network tells apart; null otherwise. */
export function fewerClasses(model: Model, dataset: Dataset): string | null {
  const [told, named] = [classesOf(model), dataset.classNames.length];
  return named > 0 && named < told
    ? `The network tells ${told} classes apart and the examples name ${named}: is this the data it was trained on?`
    : null;
}
