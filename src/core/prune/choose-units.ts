import type { Players } from "../game/players.ts";
import { layerWidths } from "./layer-widths.ts";
import { checkSize, selectTop } from "./select-top.ts";
import { selectTopByLayer } from "./select-top-by-layer.ts";
import type { StrategySettings } from "./trail.ts";

/**
 * The selection of `count` units by power, over all units or within each layer as the settings' scope says.
 * @param held one byte a player, 1 = already chosen; layer-wise it must come from a smaller count of the same scope
 * @param finalCount size of the selection that this one grows into, see `selectTop`
 * @throws FailureError settings-invalid for an impossible count
 */
export function chooseUnits(
  { scope = "global" }: Pick<StrategySettings, "scope">,
  power: Float64Array,
  count: number,
  players: Players,
  held?: Uint8Array,
  finalCount = count,
): Uint8Array {
  if (scope === "global") return selectTop(power, count, players, held, finalCount);
  checkSize(finalCount, players);
  return selectTopByLayer(power, layerWidths(count, players), players, held);
}
