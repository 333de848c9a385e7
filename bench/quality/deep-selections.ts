import { magnitudes } from "../../src/core/baseline/magnitude.ts";
import { payoffsOf } from "../../src/core/game/payoff.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { recalibratedGame } from "../../src/engine/recalibrated-game.ts";
import { cached } from "../network-game.ts";
import { packed, unpacked } from "./bits.ts";
import type { DeepNetwork } from "./deep-network.ts";
import { type BySlopes, baselineRankings, type Found, prunedBySlopes, share } from "./deep-rankings.ts";
import { searchWidths } from "./deep-widths.ts";

/** Counts up where the code changes what a cell holds. */
const version = 1;

/** A selection found before, or found now and kept. */
export async function keptSelection(deep: DeepNetwork, key: object, find: () => Promise<Found>): Promise<Found> {
  const { selection, ...rest } = await cached({ deepSelection: version, network: deep.hash, ...key }, async () => {
    const { evaluations, imagePasses, seconds, selection: found } = await find();
    return { selection: packed(found), evaluations, imagePasses, seconds };
  });
  return { ...rest, selection: unpacked(selection, deep.players.count) };
}

/** Iterated Pruning by slopes, with the order in which the units went. */
export async function keptSlopes(deep: DeepNetwork, how: BySlopes) {
  const { selection, order, ...rest } = await cached({ deepSlopes: version, network: deep.hash, how }, async () => {
    const found = await prunedBySlopes(deep, how);
    return { ...found, selection: packed(found.selection), order: [...found.order] };
  });
  return { ...rest, selection: unpacked(selection, deep.players.count), order: Float64Array.from(order) };
}

/** The rankings that others prune by; Taylor's from 200 images. */
export async function keptRankings(deep: DeepNetwork) {
  const { taylor, magnitude } = await cached({ deepRankings: version, network: deep.hash }, async () => {
    const found = await baselineRankings(deep);
    return { taylor: [...found.taylor], magnitude: [...found.magnitude] };
  });
  return {
    taylor: Float64Array.from(taylor),
    /** Each group's divided by its norm. */
    magnitude: Float64Array.from(magnitude),
    plainMagnitude: magnitudes(deep.model, deep.graph, deep.players, "l1"),
  };
}

const search = { generations: 4, candidates: 30, elite: 8, spread: 0.35 } as const;
/** Calibration images that the widths are judged on. */
const searchImages = 100;

/** Widths searched for in the recalibrated game, from a selection and an order of the units. */
export function keptWidths(deep: DeepNetwork, name: string, start: Uint8Array, order: Float64Array, seed: number) {
  const key = { widths: name, start: packed(start), search, searchImages, seed };
  return keptSelection(deep, key, async () => {
    const begun = performance.now();
    const game = recalibratedGame(deep.model, deep.graph, deep.players, deep.inputsOf);
    const rows = deep.calibration.slice(0, searchImages);
    const labels = deep.labelsOf(rows);
    const { count } = deep.players;
    const most = Math.floor(share * deep.macsOf(new Uint8Array(count).fill(1)));
    const judge = async (selections: readonly Uint8Array[]) => {
      const members = new Uint8Array(selections.length * count);
      selections.forEach((selection, row) => {
        members.set(selection, row * count);
      });
      const outputs = await game.outputs({ players: count, rows: selections.length, members }, rows);
      const worths = payoffsOf(outputs, labels, "true-class-probability");
      console.log(name, "widths, best of", worths.length, Math.max(...worths));
      return worths;
    };
    const random = seededRandom(`${seed}`, "widths");
    const found = await searchWidths(deep, order, start, most, search, judge, random);
    game.dispose();
    const imagePasses = found.evaluations * searchImages;
    return { ...found, imagePasses, seconds: (performance.now() - begun) / 1000 };
  });
}
