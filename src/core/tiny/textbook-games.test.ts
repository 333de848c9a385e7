import { expect, test } from "vitest";
import { coreOf } from "../solution/core.ts";
import { nucleolus } from "../solution/nucleolus.ts";
import { tinyPlayers } from "../solution/zero-normalised.ts";
import { tabulate } from "./tabulate.ts";
import { type TextbookGame, textbookGames } from "./textbook-games.ts";

const named = (key: string): TextbookGame => textbookGames.find((one) => one.key === key)!;
const valuesOf = (key: string) => tabulate(named(key).game);

test("every game has a key of its own, names for its players and one sentence", () => {
  expect(new Set(textbookGames.map(({ key }) => key)).size).toBe(textbookGames.length);
  for (const { players, game, description } of textbookGames) {
    expect(players).toHaveLength(game.players);
    expect(game.players).toBeLessThanOrEqual(tinyPlayers);
    expect(description).toMatch(/^[A-Z][^.]*\.$/);
  }
});

test("what the descriptions say is so", async () => {
  expect(coreOf(await valuesOf("majority")).empty).toBe(true);
  expect(coreOf(await valuesOf("gloves")).range!.least[0]).toBeCloseTo(1, 9);
  expect((await valuesOf("unanimity"))[0b00111]).toBe(1);
  const eec = await valuesOf("eec-1958");
  for (let coalition = 0; coalition < 32; coalition++) expect(eec[coalition | 32]).toBe(eec[coalition]);
  expect([...nucleolus(await valuesOf("bankruptcy")).payoff].map((share) => Math.round(share * 1e6) / 1e6)).toEqual([
    50, 75, 75,
  ]);
});

test("airlines' nucleolus charges the shortest runway's user half its cost at most", async () => {
  const { payoff } = nucleolus(await valuesOf("airport"));
  const charges = [1, 2, 3, 5, 8, 13].map((alone, i) => alone - payoff[i]!);
  expect(charges.reduce((sum, charge) => sum + charge, 0)).toBeCloseTo(13, 9);
  // Littlechild: min over k of c_k / (k + 1) = 1/2, 2/3, 3/4, 1, 4/3
  expect(charges[0]).toBeCloseTo(0.5, 9);
});

test("the random game is the same every time", async () => {
  expect((await valuesOf("random"))[127]).toBeCloseTo(7.37614825181663, 12);
  expect(new Set(await valuesOf("random")).size).toBeGreaterThan(60);
});
