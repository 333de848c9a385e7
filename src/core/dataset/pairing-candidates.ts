import type { Shape } from "../model/model.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import { pixelMost } from "./common-values.ts";
import type { Dataset } from "./dataset.ts";
import { channelsOf, measuredValues } from "./measure-values.ts";
import type { Pairing, PairingChoice } from "./pairing.ts";
import { plainPairing } from "./pairing.ts";
import type { Way } from "./pairing-ways.ts";
import { type Habits, valuesFor } from "./values-for.ts";

/** The pairings that are worth a trial, with what the person said kept in all of them. */
export interface PairingCandidates {
  /** One for each way to the input's shape, its values as they commonly are. */
  readonly ways: readonly Pairing[];
  /** Whether the person said in which order the classes stand. */
  readonly orderChosen: boolean;
  /** The same way with every plausible treatment of the values, the commoner ones first. */
  treatmentsOf(pairing: Pairing): readonly Pairing[];
  /** The pairing inverted, on its side, both, and with its colours reversed, as far as that makes sense. */
  variationsOf(pairing: Pairing): readonly Pairing[];
}

/** What the candidates are made of. */
export interface CandidateSource {
  readonly dataset: Pick<Dataset, "name" | "shape" | "inputs" | "range">;
  readonly inputShape: Shape;
  /** Calibration rows: nothing is measured on any other. */
  readonly rows: Int32Array;
  /** To the input's shape, at least one (see `waysBetween`). */
  readonly ways: readonly Way[];
  readonly habits: Habits;
  readonly choice: PairingChoice;
  /** The class order to begin with. */
  readonly order: readonly number[] | null;
}

/** The pairing that a choice makes of another one, with numbers for what is to be measured. */
export function withChoice(
  { dataset, inputShape, rows }: Pick<CandidateSource, "dataset" | "inputShape" | "rows">,
  pairing: Pairing,
  { values, ...parts }: PairingChoice,
): Pairing {
  const chosen = { ...pairing, ...parts };
  if (values === undefined) return chosen;
  if (values.kind !== "measured") return { ...chosen, values };
  return { ...chosen, values: measuredValues(dataset, chosen, inputShape, rows, values) };
}

/** The values as they would be asked for again: measured ones are measured anew. */
const askedAgain = ({ values }: Pairing): PairingChoice => ({
  values: values.kind === "affine" && values.measured ? { kind: "measured", ...values.measured } : values,
});

export function pairingCandidates(source: CandidateSource): PairingCandidates {
  const { dataset, inputShape, rows, habits, choice } = source;
  const treatmentsOf = (pairing: Pairing): Pairing[] => {
    const bare = withChoice(source, pairing, choice);
    return valuesFor(dataset, bare, inputShape, rows, habits).map(({ values }) =>
      withChoice(source, bare, { values, ...(choice.values && { values: choice.values }) }),
    );
  };
  const start = { ...plainPairing, classes: source.order };
  return {
    ways: source.ways.flatMap((way) => treatmentsOf({ ...start, ...way }).slice(0, 1)),
    orderChosen: choice.classes !== undefined,
    treatmentsOf,
    variationsOf(pairing) {
      const { image, channels, resize } = pairing;
      const most = pixelMost(dataset.range);
      if (!image) return [];
      const turnable = image.plane[0] === image.plane[1] || resize !== null;
      const colours = channels === "as-is" && channelsOf(dataset, pairing, sizeOf(inputShape)) === 3;
      const inverted = most !== null && pairing.invertedFrom === null ? { invertedFrom: most } : null;
      const turned = turnable ? { transposed: !pairing.transposed } : null;
      const parts: (PairingChoice | null)[] = [
        inverted,
        turned,
        inverted && turned && { ...inverted, ...turned },
        colours ? { channels: "reversed" } : null,
      ];
      return parts
        .filter((part) => part !== null)
        .map((part) => withChoice(source, pairing, { ...askedAgain(pairing), ...part, ...choice }));
    },
  };
}
