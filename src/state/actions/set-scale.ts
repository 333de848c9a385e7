import type { Lab } from "../lab.ts";
import type { ScaleChoice } from "../settings.ts";
import { setSetting } from "./set-setting.ts";

/** Says how input values are to be scaled (null: as the lab proposes), from the next preparation on. */
export function setScale(lab: Lab, scale: ScaleChoice): void {
  setSetting(lab, "scale", scale);
}
