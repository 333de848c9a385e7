import { asTheyAre, type Pairing, plainPairing } from "../core/dataset/pairing.ts";
import type { Jobs } from "../jobs/contract.ts";

const pairing: Pairing = {
  ...plainPairing,
  image: { plane: [8, 8], order: "channels-last" },
  values: { kind: "affine", scale: [1 / 16], offset: [0] },
};
const score = (value: number) => ({ value, interval: [value - 0.02, value + 0.02] as const, examples: 100 });

/** For tests: the pairing of digits of 8 x 8 pixels, and what was tried before it was proposed. */
export const pairingTried: Pick<Jobs["prepare"]["answer"], "pairing" | "trials"> = {
  pairing,
  trials: {
    tried: [
      { pairing, score: score(0.97) },
      { pairing: { ...pairing, values: asTheyAre }, score: score(0.4) },
    ],
    chosen: 0,
    how: "2 pairings were tried on 100 calibration examples.",
  },
};
