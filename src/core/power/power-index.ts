import type { LayerGame } from "./layer-games.ts";

/** A semivalue: `bias` is the probability d with which every other player joins (biased Banzhaf; Banzhaf is d = 1/2). */
export type PowerIndex =
  | { readonly kind: "shapley" }
  | { readonly kind: "banzhaf" }
  | { readonly kind: "biased-banzhaf"; readonly bias: number };

export interface PowerEstimate {
  /** One value a player, in units of the payoff. */
  readonly power: Float64Array;
  /** Standard error of each value from the sampling of coalitions only; NaN where none can be claimed yet. */
  readonly standardError: Float64Array;
  /** Degrees of freedom for Student's t quantile; Infinity for a normal one. */
  readonly degreesOfFreedom: number;
  /** Coalitions evaluated so far. */
  readonly evaluations: number;
  /** Where coalitions were played on a part of the examples each: how many of them. */
  readonly examplesEach?: number;
  /** What the coalitions cost, in evaluations of all examples; `evaluations` where it is left out. */
  readonly work?: number;
  /** Where each layer was a game of its own: those games, in player order. Units are then compared within their layer. */
  readonly layers?: readonly LayerGame[];
}

/** What an estimate cost, in evaluations of all examples. */
export function workOf({ evaluations, work }: Pick<PowerEstimate, "evaluations" | "work">): number {
  return work ?? evaluations;
}
