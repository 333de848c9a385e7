import type { PairingChoice } from "../../core/dataset/pairing.ts";
import type { Lab } from "../lab.ts";
import { setSetting } from "./set-setting.ts";

/** Says how rows are to become inputs (null: as the lab proposes), from the next preparation on. */
export function setPairing(lab: Lab, pairing: PairingChoice | null): void {
  setSetting(lab, "pairing", pairing);
}
