import type { UnanimityTerm } from "../game/sum-of-unanimity.ts";
import { biasOf } from "./index-bias.ts";
import type { PowerIndex } from "./power-index.ts";

/** Exact power in a sum of unanimity games: Shapley shares a term among its members, beta^p gives each p^(members - 1) of it. */
export function unanimityPower(players: number, terms: readonly UnanimityTerm[], index: PowerIndex): Float64Array {
  const bias = biasOf(index);
  const power = new Float64Array(players);
  for (const { members, worth } of terms) {
    const share = bias === null ? worth / members.length : worth * bias ** (members.length - 1);
    for (const player of members) power[player] += share;
  }
  return power;
}
