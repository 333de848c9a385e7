import { powerFromTable } from "../power/enumeration.ts";
import { surpluses } from "./surpluses.ts";
import { type TinyTable, zeroNormalised } from "./zero-normalised.ts";

export type KernelKind = "kernel" | "pre-kernel";

export interface KernelCheck {
  readonly kind: KernelKind;
  /** Largest violation of the conditions, in units of the payoff: 0 in the (pre-)kernel. */
  readonly residual: number;
  readonly inside: boolean;
}

export interface KernelPoint extends KernelCheck {
  readonly payoff: Float64Array;
  /** Transfers made. */
  readonly transfers: number;
}

interface Demand {
  readonly from: number;
  readonly to: number;
  /** By how much the conditions are violated for this pair. */
  readonly amount: number;
  /** What evens it out, or all that may be taken. */
  readonly transfer: number;
}

/** The largest demand that one player has against another: s_ij - s_ji, of which i may ask no more than j has above v(j). */
function largestDemand({ players: n, worth }: TinyTable, payoff: Float64Array, kind: KernelKind): Demand {
  const s = surpluses(worth, payoff);
  let demand: Demand = { from: 0, to: 0, amount: 0, transfer: 0 };
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const spare = kind === "kernel" ? payoff[j] - worth[1 << j] : Infinity;
      const difference = s[i * n + j] - s[j * n + i];
      const amount = Math.min(difference, spare);
      if (amount > demand.amount) demand = { from: j, to: i, amount, transfer: Math.min(difference / 2, spare) };
    }
  return demand;
}

function residualOf(table: TinyTable, payoff: Float64Array, kind: KernelKind): number {
  const { players, worth, total } = table;
  let residual = Math.abs(payoff.reduce((sum, share) => sum + share, 0) - total);
  if (kind === "kernel") for (let i = 0; i < players; i++) residual = Math.max(residual, worth[1 << i] - payoff[i]);
  return Math.max(residual, largestDemand(table, payoff, kind).amount);
}

/**
 * Whether a payoff vector is in the pre-kernel (Maschler, Peleg and Shapley 1972: x(N) = v(N) and s_ij = s_ji for every
 * pair of players) or in the kernel (Davis and Maschler 1965: x an imputation, and s_ij > s_ji only against a player
 * who receives no more than alone). v(empty) is taken off every value first.
 * @param values one value a coalition in the order of `allCoalitions`, at most 12 players
 * @param tolerance relative to the game's largest value
 * Errors: settings-invalid where `values` is no such table
 */
export function checkKernel(
  values: Float64Array,
  payoff: Float64Array,
  kind: KernelKind,
  tolerance = 1e-8,
): KernelCheck {
  const table = zeroNormalised(values);
  const residual = residualOf(table, payoff, kind);
  return { kind, residual, inside: residual <= tolerance * table.scale };
}

/** The Shapley value, or for the kernel, where that is no imputation, what each is worth alone and an even share. */
function startOf({ players, worth, total }: TinyTable, kind: KernelKind): Float64Array {
  const shapley = powerFromTable(worth, players, { kind: "shapley" });
  if (kind === "pre-kernel" || shapley.every((share, i) => share >= worth[1 << i])) return shapley;
  const alone = Float64Array.from({ length: players }, (_, i) => worth[1 << i]);
  const rest = (total - alone.reduce((sum, value) => sum + value, 0)) / players;
  return alone.map((value) => value + rest);
}

/**
 * A point of the (pre-)kernel by Stearns' transfer scheme (1968) from the Shapley value: whoever has the largest
 * demand against another takes half of it (the kernel: no more than the other has above v(j)), again and again. It
 * converges; where it stops, `residual` says how near it came. The kernel may hold many points, this is one.
 * @param values one value a coalition in the order of `allCoalitions`, at most 12 players
 * @param settings transfers at most, and the residual, relative to the game's largest value, at which to stop
 * Errors: settings-invalid where `values` is no such table. A kernel without imputations is empty: `inside` is false.
 */
export function kernelPoint(
  values: Float64Array,
  kind: KernelKind = "pre-kernel",
  { transfers: most = 5000, tolerance = 1e-9 } = {},
): KernelPoint {
  const table = zeroNormalised(values);
  const payoff = startOf(table, kind);
  let transfers = 0;
  for (; transfers < most; transfers++) {
    const { from, to, amount, transfer } = largestDemand(table, payoff, kind);
    if (amount <= tolerance * table.scale) break;
    payoff[from] -= transfer;
    payoff[to] += transfer;
  }
  const residual = residualOf(table, payoff, kind);
  return { kind, payoff, residual, inside: residual <= 10 * tolerance * table.scale, transfers };
}
