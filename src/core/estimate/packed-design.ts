import { biasOf } from "../power/index-bias.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import { subsetDrawer } from "../random/random-subset.ts";
import { drawBernoulli, samplingBias } from "./bernoulli-coalitions.ts";
import { leverageSizes } from "./leverage-sizes.ts";
import { PackedRows } from "./packed-rows.ts";

/** How the coalitions of an index are drawn and become rows of a regression. */
export interface PackedDesign {
  /** Evaluations in all, at most the budget. */
  readonly total: number;
  readonly rows: PackedRows;
  /** The Gram matrix of the weighted rows is, in the mean, this for a row times the identity (among the centred). */
  readonly scale: number;
  /** Columns that are not the players': the intercept, or sines of the size. */
  readonly others: readonly ((fraction: number) => number)[];
  draw(row: Uint8Array): void;
  take(row: Uint8Array, value: number): void;
  /** What every player gets on top of its coefficient. */
  share(): number;
}

/** Masks iid Bern(d), a row each. */
function bernoulliDesign(players: number, total: number, bias: number, random: RandomSource): PackedDesign {
  const rows = new PackedRows(players, total);
  let first = 0;
  return {
    total,
    rows,
    scale: bias * (1 - bias),
    others: [() => 1],
    draw: (row) => drawBernoulli(row, bias, random),
    take(row, value) {
      if (rows.rows === 0) first = value;
      rows.add(row, bias, 1, value - first);
    },
    share: () => 0,
  };
}

/** Masks iid Bern(1/2) and their complements, a row a pair. */
function complementDesign(players: number, budget: number, random: RandomSource): PackedDesign {
  const pairs = Math.floor(budget / 2);
  const rows = new PackedRows(players, pairs);
  const drawn = new Uint8Array(players);
  let drawnTo = 0;
  let taken = 0;
  let held = 0;
  return {
    total: 2 * pairs,
    rows,
    scale: 1 / 4,
    others: [],
    draw(row) {
      if (drawnTo++ % 2 === 1) for (let i = 0; i < players; i++) row[i] = 1 - drawn[i];
      else {
        drawBernoulli(row, 0.5, random);
        drawn.set(row);
      }
    },
    take(row, value) {
      if (taken++ % 2 === 0) held = value;
      else rows.add(row, 0.5, 1, (value - held) / 2);
    },
    share: () => 0,
  };
}

/** Paired leverage sampling with size columns, a row a pair. */
function leverageDesign(players: number, budget: number, random: RandomSource): PackedDesign {
  const pairs = Math.floor((budget - 2) / 2);
  const rows = new PackedRows(players, pairs);
  const size = leverageSizes(players, pairs, random);
  const draw = subsetDrawer(players, random);
  const drawn = new Uint8Array(players);
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let gain = 0;
  let held = 0;
  return {
    total: 2 + 2 * pairs,
    rows,
    scale: 1 / (players * (players - 1)),
    others: [1, 2, 3].map((j) => (fraction: number) => Math.sin(2 * Math.PI * j * fraction)),
    draw(row) {
      const at = drawnTo++;
      if (at === 0) return;
      if (at === 1) row.fill(1);
      else if (at % 2 === 1) for (let i = 0; i < players; i++) row[i] = 1 - drawn[i];
      else {
        draw(row, size(at / 2 - 1));
        drawn.set(row);
      }
    },
    take(row, value) {
      const at = taken++;
      if (at === 0) empty = value;
      else if (at === 1) gain = value - empty;
      else if (at % 2 === 0) held = value;
      else {
        const s = row.reduce((sum, member) => sum + member, 0);
        const response = (value - held) / 2 - gain * (s / players - 0.5);
        rows.add(row, s / players, 1 / (s * (players - s)), response);
      }
    },
    share: () => gain / players,
  };
}

/**
 * The default way of sampling an index (METHOD section 4), as rows for conjugate gradients.
 * @param budget evaluations, at least 8
 */
export function packedDesign(index: PowerIndex, players: number, budget: number, random: RandomSource): PackedDesign {
  const total = Math.floor(budget);
  const bias = biasOf(index);
  if (bias === null) return leverageDesign(players, total, random);
  return bias === 0.5
    ? complementDesign(players, total, random)
    : bernoulliDesign(players, total, samplingBias(index), random);
}
