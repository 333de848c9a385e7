import type { Lab } from "../lab.ts";
import { setSetting } from "./set-setting.ts";

/** Sets the bias d, to the thousandth that the page and its address show; null lets it follow the critical size again. */
export function setBias(lab: Lab, bias: number | null): void {
  setSetting(lab, "bias", bias === null ? null : Math.round(1000 * Math.min(0.99, Math.max(0.01, bias))) / 1000);
}
