import { FailureError } from "../failure.ts";

/**
 * What the examples of a slice ought to give, in the slice's order: a class each, or `width` real numbers each
 * (regression). For the payoff "agreement" the classes are the full network's own votes (see `fullVotes`).
 */
export type Truth =
  | { readonly kind: "classes"; readonly labels: Int32Array }
  | { readonly kind: "values"; readonly targets: Float32Array; readonly width: number };

/** Plain labels stand for classes. */
export function truthOf(truth: Truth | Int32Array): Truth {
  return truth instanceof Int32Array ? { kind: "classes", labels: truth } : truth;
}

/** @throws FailureError settings-invalid where the truth is no classes, or not one for each example */
export function labelsFor(truth: Truth | Int32Array, examples: number, what: string): Int32Array {
  const known = truthOf(truth);
  if (known.kind === "classes" && known.labels.length === examples) return known.labels;
  throw new FailureError({
    kind: "settings-invalid",
    message:
      known.kind === "classes"
        ? `There are ${known.labels.length} labels for ${examples} examples; ${what} needs one each.`
        : `The examples have numbers as targets; ${what} needs classes.`,
    where: "payoff",
    advice:
      known.kind === "classes"
        ? "Measure the agreement with the full network, which needs no labels, or drop the labels."
        : "Measure the explained variance.",
  });
}

/** @throws FailureError settings-invalid where the truth is no numbers, pairing-impossible where they do not fit the outputs */
export function targetsFor(truth: Truth | Int32Array, examples: number, width: number, what: string): Float32Array {
  const known = truthOf(truth);
  if (known.kind === "classes")
    throw new FailureError({
      kind: "settings-invalid",
      message: `The examples have classes; ${what} needs numbers as targets.`,
      where: "payoff",
      advice: "Measure the accuracy.",
    });
  if (known.width === width && known.targets.length === examples * width) return known.targets;
  throw new FailureError({
    kind: "pairing-impossible",
    message: `The network gives ${width} numbers an example and the targets have ${known.width}.`,
    where: "payoff",
    advice: "Drop a dataset with the targets that the network was trained on.",
  });
}
