import type { Dataset } from "../core/dataset/dataset.ts";
import { type Reading, waysFor } from "../core/dataset/propose-pairing.ts";
import { type Failure, failureOf } from "../core/failure.ts";
import type { Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { inputShapeOf } from "./workbench.ts";

/** Classes that the network tells apart. */
export function classesOf(model: Model): number {
  return outputKindOf(model) === "binary" ? 2 : (outputShapes(model).get(model.output)?.at(-1) ?? 0);
}

/** Token numbers that the network's embedding knows, where it reads its input through one; null where it does not. */
export function vocabularyOf(model: Model): number | null {
  const input = model.layers.find((layer) => layer.kind === "input");
  const embedding = model.layers.find((layer) => layer.kind === "embedding" && layer.inputs[0] === input?.id);
  return embedding?.kind === "embedding" ? (embedding.weights.kernel.shape[0] ?? null) : null;
}

/** What the network reads and tells apart; a regression's numbers name no classes. */
export function readingOf(model: Model, dataset: Dataset): Reading {
  const classes = dataset.targets ? Number.POSITIVE_INFINITY : classesOf(model);
  return { inputShape: inputShapeOf(model), classes, vocabulary: vocabularyOf(model) };
}

/** Why a network and a dataset cannot be played together; null where they can. */
export function mismatchOf(model: Model, dataset: Dataset): Failure | null {
  try {
    waysFor(dataset, readingOf(model, dataset));
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
