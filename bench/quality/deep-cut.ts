import type { Players } from "../../src/core/game/players.ts";
import type { GroupRule } from "../../src/core/prune/constraints.ts";
import { ranked } from "../../src/core/prune/ranked.ts";
import type { SelectionScope } from "../../src/core/prune/trail.ts";
import { wayOf } from "../../src/core/prune/way.ts";

/** What is known of a network where only its cost matters. */
export interface Measured {
  readonly players: Players;
  macsOf(selection: Uint8Array): number;
}

const nobodyPlays = {
  game: { players: 0, values: async () => new Float64Array(0) },
  measure: async () => [],
  random: { state: () => [] },
} as never;

/** A selection cut down to a number of multiply-accumulates by one ranking, the lowest first; every group keeps a unit. */
export function cutToMacs(
  { players, macsOf }: Measured,
  power: Float64Array,
  before: Uint8Array,
  most: number,
  rest: { readonly scope?: SelectionScope; readonly rules?: readonly GroupRule[] } = {},
): Uint8Array {
  const way = wayOf(
    {
      ...(nobodyPlays as object as Pick<Parameters<typeof wayOf>[0], "game" | "measure" | "random">),
      players,
      cost: (selection) => ({ parameters: 0, macs: macsOf(selection), bytes: 0 }),
      settings: {
        strategy: "top-n",
        target: 1,
        goal: { kind: "macs", most },
        stepUnits: players.count,
        index: { kind: "banzhaf" },
        roundEvaluations: 1,
        stepEvaluations: 1,
        ...rest,
      },
    },
    "down",
  );
  return way.next(power, before).selection;
}

/** Multiply-accumulates that go with each kept unit of a selection; NaN for the others. */
export function macsOfUnits({ macsOf }: Measured, selection: Uint8Array): Float64Array {
  const whole = macsOf(selection);
  const without = selection.slice();
  return Float64Array.from(selection, (kept, player) => {
    if (!kept) return Number.NaN;
    without[player] = 0;
    const saved = whole - macsOf(without);
    without[player] = 1;
    return saved;
  });
}

/** Power for each multiply-accumulate that goes with the unit: what a budget of them is best spent on. */
export function perMac(deep: Measured, power: Float64Array, selection: Uint8Array): Float64Array {
  const macs = macsOfUnits(deep, selection);
  return power.map((value, player) => value / (macs[player] ?? Number.NaN));
}

/** Where a way in rounds led: who is left, and in which order the others went. */
export interface Descent {
  readonly selection: Uint8Array;
  /** Higher for those who stayed longer, among those of one round for the higher in its ranking; all between 0 and the rounds + 1. */
  readonly order: Float64Array;
}

/**
 * From the whole network down in rounds of equally many multiply-accumulates, each with a ranking of the survivors
 * of its own.
 * @param share of the multiply-accumulates that is left in the end
 */
export async function cutInRounds(
  deep: Measured,
  { rounds, share, scope }: { readonly rounds: number; readonly share: number; readonly scope: SelectionScope },
  rank: (survivors: Uint8Array, round: number) => Promise<Float64Array>,
): Promise<Descent> {
  const { count } = deep.players;
  let selection: Uint8Array = new Uint8Array(count).fill(1);
  const order = new Float64Array(count);
  const whole = deep.macsOf(selection);
  for (let round = 0; round < rounds; round++) {
    const most = Math.floor(whole * (1 - ((round + 1) / rounds) * (1 - share)));
    const power = await rank(selection, round);
    const before = selection;
    selection = cutToMacs(deep, power, before, most, { scope });
    const survived = round === rounds - 1 ? rounds : round;
    ranked(power).forEach((player, place) => {
      if (before[player]) order[player] = (selection[player] ? survived : round) + (count - place) / (count + 1);
    });
  }
  return { selection, order };
}
