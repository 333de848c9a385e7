import { interpolateCividis } from "d3";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { orderPlayers } from "./power-layout.ts";

/** What a cell's fill follows: the power itself, or the unit's place in the ranking. */
export const shadings = ["power", "rank"] as const;
export type Shading = (typeof shadings)[number];

/** Steps of colour: no eye tells more apart, and cells of one step are drawn together. */
export const shadeSteps = 32;

/** How every unit is shaded. */
export interface UnitShades {
  /** A player each: 0 to `shadeSteps` - 1 from the least power to the most; -1 where it is not known. */
  readonly step: Int8Array;
  /** A player each: how much of the cell's side its interval opens, 0 (certain) to 1. */
  readonly doubt: Float32Array;
  /** Ranks from 1; 0 where the power is not known. */
  readonly rank: Int32Array;
  /** Least and most power; null before any is known. */
  readonly domain: readonly [number, number] | null;
}

/** The colour of a step: dark blue is low, yellow is high; its lightness alone tells the order. */
export function shadeColour(step: number): string {
  return interpolateCividis(step / (shadeSteps - 1));
}

/**
 * The colour of a place between the least power (0) and the most (1). Its root, not itself: a few units of a network have
 * most of the power, and the many others are to be told apart, too.
 */
export function powerColour(share: number): string {
  return shadeColour(stepOf(Math.sqrt(share)));
}

const stepOf = (share: number) => Math.min(shadeSteps - 1, Math.floor(share * shadeSteps));

type Interval = readonly [number, number] | null;

/**
 * Shades by power, with the width of each interval against the whole range of power: a unit whose interval is as wide as
 * that, or that has none, is open to its edge.
 */
export function unitShades(
  estimate: PowerEstimate | null,
  intervals: readonly Interval[],
  players: number,
  shading: Shading,
): UnitShades {
  const step = new Int8Array(players).fill(-1);
  const doubt = new Float32Array(players);
  const rank = new Int32Array(players);
  const known = estimate === null ? [] : Array.from(estimate.power).filter(Number.isFinite);
  if (estimate === null || estimate.power.length !== players || known.length === 0)
    return { step, doubt, rank, domain: null };
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const order = orderPlayers(estimate.power, new Int32Array(players), "ranked");
  order.forEach((player, place) => {
    const power = estimate.power[player] ?? Number.NaN;
    if (!Number.isFinite(power)) return;
    rank[player] = place + 1;
    const within = high > low ? (power - low) / (high - low) : 0.5;
    step[player] = stepOf(shading === "rank" ? 1 - place / Math.max(1, known.length - 1) : Math.sqrt(within));
    const interval = intervals[player];
    const wide = interval && high > low ? (interval[1] - interval[0]) / (high - low) : 1;
    doubt[player] = Math.sqrt(Math.min(1, wide));
  });
  return { step, doubt, rank, domain: [low, high] };
}
