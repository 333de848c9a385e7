import type { Shape } from "../../../core/model/model.ts";
import type { DecodedModel } from "../model-claim.ts";
import type { Architecture } from "./architecture.ts";
import { fillArchitecture } from "./fill-architecture.ts";
import { inFile } from "./in-file.ts";
import { readLayerJson } from "./layer-json-read.ts";
import { matchTemplate } from "./templates/match-template.ts";
import { layersKey } from "./torch-encode.ts";
import { originTensors, type TorchOrigin } from "./torch-origin.ts";
import type { TorchWeights } from "./torch-weights.ts";

/** An architecture for weights, and how it was found. */
export interface FoundArchitecture {
  readonly architecture: Architecture;
  readonly notes: readonly string[];
}

/**
 * The architecture that the weights bring along (Quorum's exports) or that their names and shapes fit; null where there
 * is none.
 * @throws FailureError model-invalid for a layer JSON in the metadata that is none
 */
export function architectureFor(weights: TorchWeights, example: Shape | null): FoundArchitecture | null {
  const own = weights.metadata.find(([key]) => key === layersKey);
  if (own !== undefined)
    return {
      architecture: readLayerJson(`${weights.name}, metadata ${layersKey}`, own[1]),
      notes: ["The architecture is in the file's own metadata."],
    };
  return matchTemplate(weights.tensors, weights.ordered, example);
}

/**
 * The model of weights and an architecture, with everything that is needed to write the weights again.
 * @throws FailureError model-invalid, model-unsupported; see `fillArchitecture`
 */
export function decodeTorch(
  weights: TorchWeights,
  { architecture, notes }: FoundArchitecture,
): DecodedModel<TorchOrigin> {
  const { model, homes, unused } = inFile(weights.name, () => fillArchitecture(architecture, weights.tensors));
  const left =
    unused.length === 0
      ? []
      : [
          `No layer has a use for ${unused.slice(0, 5).join(", ")}${unused.length > 5 ? ` and ${unused.length - 5} others` : ""}; they go back as they are.`,
        ];
  const { format, name, metadata, wrapper, tensors } = weights;
  return {
    model,
    origin: {
      format,
      name,
      metadata,
      wrapper,
      layout: architecture.layout,
      homes,
      tensors: originTensors(tensors, homes),
    },
    notes: [...weights.notes, ...notes, ...left],
  };
}
