import { biasOf } from "./index-bias.ts";
import type { PowerIndex } from "./power-index.ts";

/**
 * Exact power in the airport game (Littlechild and Owen 1973 for Shapley). Each piece of runway between two
 * successive costs is a game of its own: whoever needs it pays it unless another is there who does.
 * @param costs at least 0
 */
export function airportPower(costs: readonly number[], index: PowerIndex): Float64Array {
  const bias = biasOf(index);
  const levels = [...new Set(costs)].sort((a, b) => a - b);
  const paid = new Map<number, number>();
  let below = 0;
  let power = 0;
  for (const level of levels) {
    const users = costs.filter((cost) => cost >= level).length;
    power += (level - below) * (bias === null ? 1 / users : (1 - bias) ** (users - 1));
    paid.set(level, power);
    below = level;
  }
  return Float64Array.from(costs, (cost) => paid.get(cost)!);
}
