import type { GroupId } from "../dependency/dependency-graph.ts";

/** One layer's game in an estimate that was played layer by layer. */
export interface LayerGame {
  readonly group: GroupId;
  /** Its players; they follow those of the layers before it. */
  readonly players: number;
  readonly evaluations: number;
  /** For Student's t quantile of its standard errors; Infinity for a normal one, 0 before there are any. */
  readonly degreesOfFreedom: number;
  /** Name of the estimator; null before its turn. */
  readonly estimator: string | null;
}

/** Games of other players: the units are compared within their layer. */
interface Layered {
  readonly degreesOfFreedom: number;
  readonly layers?: readonly LayerGame[];
}

/** The degrees of freedom of the game that a player played. */
export function degreesOfFreedomOf({ degreesOfFreedom, layers }: Layered, player: number): number {
  if (layers === undefined) return degreesOfFreedom;
  let first = 0;
  for (const layer of layers) {
    first += layer.players;
    if (player < first) return layer.degreesOfFreedom;
  }
  return Number.NaN;
}

/** A number a player, by the degrees of freedom of the player's game; each is asked for once. */
export function byDegreesOfFreedom(
  { degreesOfFreedom, layers }: Layered,
  count: number,
  of: (degreesOfFreedom: number) => number,
): Float64Array {
  if (layers === undefined) return new Float64Array(count).fill(of(degreesOfFreedom));
  const each = new Float64Array(count).fill(Number.NaN);
  let first = 0;
  for (const layer of layers) {
    each.fill(of(layer.degreesOfFreedom), first, first + layer.players);
    first += layer.players;
  }
  return each;
}
