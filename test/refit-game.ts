import type { CoalitionBatch } from "../src/core/game/coalition-batch.ts";
import type { Game } from "../src/core/game/game.ts";
import type { Players } from "../src/core/game/players.ts";
import type { AfterRefit } from "../src/core/prune/after-refit.ts";
import { isWhole } from "../src/core/prune/selection.ts";
import type { LayerSums } from "../src/core/repair/layer-sums.ts";
import { wilsonInterval } from "../src/core/stats/wilson-interval.ts";

const measured = 1000;

/**
 * A network of which only sums are known: each group is read by a layer of one target, to which its units add what they
 * are worth, independently of each other. What the refitted networks are worth is `game`; scores are shares of all units'.
 */
export function afterRefitOf(
  players: Players,
  worths: readonly number[],
  game: Game,
  price = 3,
): AfterRefit & { readonly played: { count: number } } {
  const played = { count: 0 };
  const rated = async (batch: CoalitionBatch) => {
    const values = await game.values(batch);
    return values.map((value, row) => {
      const members = batch.members.slice(row * players.count, (row + 1) * players.count);
      return isWhole(members, players) ? value : Number.NaN;
    });
  };
  const sums = players.groups.map((group, g): LayerSums => {
    const own = [...players.groupOf.keys()].filter((player) => players.groupOf[player] === g);
    const n = own.length;
    const gram = new Float64Array(n * n);
    for (let i = 0; i < n; i++) gram[i * n + i] = 1;
    const cross = Float64Array.from(own, (player) => worths[player] ?? 0);
    return {
      layer: `after ${group}`,
      equations: {
        features: n,
        targets: 1,
        rows: 100,
        gram,
        cross,
        featureSums: new Float64Array(n),
        targetSums: new Float64Array(1),
        targetSquares: 0,
      },
      targetSquares: Float64Array.of(cross.reduce((sum, one) => sum + one * one, 0)),
      featurePlayer: Int32Array.from(own),
      targetPlayer: Int32Array.of(-1),
    };
  });
  return {
    played,
    price,
    game: {
      players: players.count,
      values: (batch) => {
        played.count += batch.rows;
        return rated(batch);
      },
    },
    measure: async (batch) => {
      const members = new Uint8Array(players.count).fill(1);
      const [all = 1] = await game.values({ players: players.count, rows: 1, members });
      return Array.from(await rated(batch), (worth) => {
        const right = Math.min(measured, Math.max(0, Math.round((worth / all) * measured)));
        return { value: right / measured, interval: wilsonInterval(right, measured), examples: measured };
      });
    },
    sums: async () => sums,
  };
}
