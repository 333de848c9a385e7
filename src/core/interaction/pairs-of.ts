import { FailureError } from "../failure.ts";

/**
 * The pairs of some units, in the order in which interactions are listed: the first unit with each later one, the second
 * with each later one, and so on; units (units - 1) / 2 of them.
 * @throws FailureError settings-invalid for fewer than two units, a unit twice, or one that does not play
 */
export function pairsOf(units: Int32Array, players: number): [number, number][] {
  const refuse = (message: string) => {
    throw new FailureError({
      kind: "settings-invalid",
      message,
      where: "units whose interaction is asked for",
      advice: "Choose two or more different units that play.",
    });
  };
  if (units.length < 2) refuse("An interaction takes two units.");
  if (new Set(units).size < units.length) refuse("A unit is named twice.");
  for (const unit of units) if (unit < 0 || unit >= players) refuse(`Unit ${unit} is none of the ${players} players.`);
  const pairs: [number, number][] = [];
  for (let a = 0; a < units.length; a++) for (let b = a + 1; b < units.length; b++) pairs.push([units[a], units[b]]);
  return pairs;
}
