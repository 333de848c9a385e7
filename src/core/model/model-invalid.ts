import { FailureError } from "../failure.ts";
import type { LayerId, Shape } from "./model.ts";

/** A shape as people write it: "28 × 28 × 1". */
export function shapeWords(shape: Shape): string {
  return shape.length === 0 ? "a single number" : shape.join(" × ");
}

/** The failure of a network that contradicts itself, naming the layer, what it got and what it expected. */
export function modelInvalid(layer: LayerId | null, message: string): FailureError {
  return new FailureError({
    kind: "model-invalid",
    message: layer === null ? message : `Layer "${layer}" ${message}`,
    ...(layer === null ? {} : { where: `layer "${layer}"` }),
    advice:
      "Export the network again from the program that trained it; its description and its weights do not fit together.",
  });
}
