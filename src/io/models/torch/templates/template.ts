import type { Shape } from "../../../../core/model/model.ts";
import type { Architecture } from "../architecture.ts";
import type { TorchModule } from "./modules.ts";
import { NoFit } from "./sketch.ts";

/** An architecture that the names and shapes of the weights fit. */
export interface TemplateMatch {
  readonly architecture: Architecture;
  /** What was recognised, and what the weights do not say and was taken for granted. */
  readonly notes: readonly string[];
}

export interface TemplateInput {
  readonly modules: readonly TorchModule[];
  /** True where the modules stand in the order of the network. */
  readonly ordered: boolean;
  /** Shape of one example of the data in hand, channels last. */
  readonly example: Shape | null;
}

/** Null where the weights are not those of such a network. */
export type Template = (input: TemplateInput) => TemplateMatch | null;

/** What `build` gives, or null where the shapes do not follow from each other. */
export function fitting<T>(build: () => T): T | null {
  try {
    return build();
  } catch (thrown) {
    if (thrown instanceof NoFit) return null;
    throw thrown;
  }
}

/** Inputs in words: "28 x 28 x 1". */
export const sizeWords = (shape: Shape): string => shape.join(" x ");
