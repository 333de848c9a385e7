import type { PreflightGroup, PreflightPlace } from "../../../core/dependency/preflight.ts";
import { countOf } from "../../quantities.ts";

const verbs: Record<PreflightPlace["role"], string> = {
  producer: "makes it",
  consumer: "reads it",
  follower: "goes along",
  selection: "is renumbered",
};

/** What a cut of one unit does to one layer. */
export interface CutPlace {
  readonly layer: string;
  /** "makes it: kernel, bias", "reads it: 25 indices of kernel". */
  readonly words: string;
}

function indexWords({ weight, indicesPerUnit: { least, most } }: PreflightPlace): string {
  if (most === 1) return weight;
  return `${least < most ? `${least} to ${most}` : most} indices of ${weight}`;
}

/** Every layer that a cut of one unit of a group touches, and by which of its weights. */
export function cutPlaces({ places }: Pick<PreflightGroup, "places">): readonly CutPlace[] {
  const byLayer = new Map<string, Map<PreflightPlace["role"], string[]>>();
  for (const place of places) {
    const roles = byLayer.get(place.layer) ?? new Map<PreflightPlace["role"], string[]>();
    byLayer.set(place.layer, roles);
    roles.set(place.role, [...(roles.get(place.role) ?? []), indexWords(place)]);
  }
  return [...byLayer].map(([layer, roles]) => ({
    layer,
    words: [...roles].map(([role, weights]) => `${verbs[role]}: ${weights.join(", ")}`).join("; "),
  }));
}

/** "Cut alone it saves 426 parameters and 14,976 multiply-accumulates an example." */
export function savingWords({ unitCost, width }: Pick<PreflightGroup, "unitCost" | "width">): string {
  const [parameters, macs] = [Math.round(unitCost.parameters), Math.round(unitCost.macs)];
  return `Cut alone it saves ${countOf(parameters, "parameter")} and ${countOf(macs, "multiply-accumulate")} an example (the mean of the ${countOf(width, "unit")} here).`;
}
