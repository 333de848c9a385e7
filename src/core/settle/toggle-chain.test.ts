import { expect, test } from "vitest";
import { gameOf } from "../game/game-of.ts";
import { randomGame } from "../game/random-games.ts";
import { enumeratePower } from "../power/enumeration.ts";
import { seededRandom } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { toggleChain } from "./toggle-chain.ts";

async function played(game: ReturnType<typeof gameOf>, chosen: number[], bias: number, rounds: number, ahead = 1) {
  const n = game.players;
  const moments = Array.from({ length: n }, () => new RunningMoments());
  const chain = toggleChain(Int32Array.from(chosen), bias, n, moments, seededRandom(3));
  const total = rounds * chain.length;
  for (let done = 0; done < total; ) {
    const rows = Math.min(ahead, total - done);
    const members = new Uint8Array(rows * n);
    for (let row = 0; row < rows; row++) chain.draw(members.subarray(row * n, (row + 1) * n));
    const values = await game.values({ players: n, rows, members });
    for (let row = 0; row < rows; row++) chain.take(members.subarray(row * n, (row + 1) * n), values[row]);
    done += rows;
  }
  return moments;
}

test("in an additive game every marginal contribution is the player's worth", async () => {
  const game = gameOf(5, (z) => 1 * z[0] - 2 * z[1] + 3 * z[2] + 0.5 * z[3] + 7);
  const moments = await played(game, [2, 0, 1], 0.3, 20);
  for (const [player, worth] of [
    [0, 1],
    [1, -2],
    [2, 3],
  ] as const) {
    expect(moments[player].count).toBe(20);
    expect(moments[player].mean).toBeCloseTo(worth, 12);
  }
  expect(moments[3].count).toBe(0);
});

test("marginal contributions are unbiased at the chain's bias, in a game without structure", async () => {
  const game = randomGame(6, seededRandom("table"));
  for (const bias of [0.2, 0.7]) {
    const exact = await enumeratePower(game, { kind: "biased-banzhaf", bias });
    const moments = await played(game, [5, 1, 2, 3], bias, 4000);
    for (const player of [1, 2, 3, 5])
      expect(Math.abs(moments[player].mean - exact[player])).toBeLessThan(4 * moments[player].standardError);
  }
});

test("coalitions named ahead of their values give the same numbers", async () => {
  const game = randomGame(6, seededRandom("table"));
  const one = await played(game, [0, 4], 0.4, 30, 1);
  for (const ahead of [2, 7, 90]) expect(await played(game, [0, 4], 0.4, 30, ahead)).toEqual(one);
});
