import type { GroupId } from "../dependency/dependency-graph.ts";
import type { LayerGame } from "../power/layer-games.ts";
import type { PowerEstimate } from "../power/power-index.ts";

/** A layer, and its game's estimate as far as there is one. */
export interface LayerPart {
  readonly group: GroupId;
  readonly players: number;
  readonly estimate: (PowerEstimate & { readonly estimator: string }) | null;
}

/** One array of all layers' entries in player order; `missing` where a layer has none. */
export function joined<T extends Float64Array | Uint8Array>(
  parts: readonly { readonly players: number }[],
  into: T,
  of: (place: number) => T | null,
): T {
  let first = 0;
  parts.forEach(({ players }, place) => {
    const own = of(place);
    if (own !== null) into.set(own as never, first);
    first += players;
  });
  return into;
}

/**
 * One estimate over all units of games that were played layer by layer; NaN for the units of layers whose turn has not
 * come. Degrees of freedom are each layer's own (`layers`); the estimate's is the least of those that sampled.
 */
export function mergeLayers(parts: readonly LayerPart[]): PowerEstimate {
  const count = parts.reduce((sum, { players }) => sum + players, 0);
  const nothing = () => new Float64Array(count).fill(Number.NaN);
  const estimates = parts.flatMap(({ estimate }) => estimate ?? []);
  const sum = (of: (estimate: PowerEstimate) => number) => estimates.reduce((all, one) => all + of(one), 0);
  const layers = parts.map(
    ({ group, players, estimate }): LayerGame => ({
      group,
      players,
      evaluations: estimate?.evaluations ?? 0,
      degreesOfFreedom: estimate?.degreesOfFreedom ?? 0,
      estimator: estimate?.estimator ?? null,
    }),
  );
  const fewer = estimates.flatMap(({ examplesEach }) => examplesEach ?? []);
  return {
    power: joined(parts, nothing(), (place) => parts[place].estimate?.power ?? null),
    standardError: joined(parts, nothing(), (place) => parts[place].estimate?.standardError ?? null),
    degreesOfFreedom: Math.min(Number.POSITIVE_INFINITY, ...estimates.map((one) => one.degreesOfFreedom)),
    evaluations: sum(({ evaluations }) => evaluations),
    ...(fewer.length === 0
      ? {}
      : { examplesEach: Math.min(...fewer), work: sum(({ evaluations, work }) => work ?? evaluations) }),
    layers,
  };
}
