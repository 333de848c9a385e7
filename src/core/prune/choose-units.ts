import type { Players } from "../game/players.ts";
import { checkSize, constraintsOf } from "./constraints.ts";
import { selectUnits } from "./select-units.ts";
import type { StrategySettings } from "./trail.ts";

/**
 * The selection of `count` units by power, over all units or within each layer as the settings' scope says.
 * @throws FailureError settings-invalid for an impossible count or rules that cannot be met
 */
export function chooseUnits(
  { scope = "global", rules = [] }: Pick<StrategySettings, "scope" | "rules">,
  power: Float64Array,
  count: number,
  players: Players,
): Uint8Array {
  const constraints = constraintsOf(rules, players);
  checkSize(count, constraints);
  return selectUnits(power, constraints, { count, scope });
}
