import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { seededRandom } from "../random/random-source.ts";
import { allCoalitions } from "./all-coalitions.ts";
import { randomGame } from "./random-games.ts";
import { restricted } from "./restricted.ts";

const present = new Uint8Array([0, 1, 0, 0, 1, 0]);
const playing = new Int32Array([5, 0, 3]);

test("a restricted game is the game with the rest forced on or off", async () => {
  const game = randomGame(6, seededRandom(4));
  const values = await restricted(game, present, playing).values(allCoalitions(3));
  const small = allCoalitions(3);
  for (let row = 0; row < 8; row++) {
    const [a, b, c] = small.members.subarray(row * 3, row * 3 + 3);
    const full = { players: 6, rows: 1, members: new Uint8Array([b, 1, 0, c, 1, a]) };
    expect(values[row]).toBe((await game.values(full))[0]);
  }
});

test("later changes of the present players do not reach the game", async () => {
  const mine = Uint8Array.from(present);
  const game = randomGame(6, seededRandom(4));
  const conditional = restricted(game, mine, playing);
  const before = await conditional.values(allCoalitions(3));
  mine.fill(0);
  expect(await conditional.values(allCoalitions(3))).toEqual(before);
});

test("a player who is always present, unknown, or named twice cannot play", () => {
  const game = randomGame(6, seededRandom(4));
  for (const wrong of [[1], [6], [-1], [2, 2]])
    expect(() => restricted(game, present, Int32Array.from(wrong))).toThrow(FailureError);
});
