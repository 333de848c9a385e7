import { describe, expect, it } from "vitest";
import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import { counted } from "../core/game/counted.ts";
import { weightedVotingGame } from "../core/game/weighted-voting.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { type Checkpoint, noCheckpoint, withNews } from "./checkpoint.ts";
import { createJournal } from "./journal.ts";
import { journalledExamples, journalledGame } from "./journalled-game.ts";

const voting = () => counted(weightedVotingGame([4, 3, 2, 1, 1], 7));

/** Coalitions of five players, the same ones for a seed. */
function coalitions(rows: number, seed: number) {
  const random = seededRandom(seed, "journal test");
  return { players: 5, rows, members: Uint8Array.from({ length: rows * 5 }, () => random.integer(2)) };
}

const part = (batch: ReturnType<typeof coalitions>, start: number, end: number) => ({
  ...batch,
  rows: end - start,
  members: batch.members.slice(start * 5, end * 5),
});

describe("a journal", () => {
  it("answers from what an earlier job was given, and computes only what is new", async () => {
    const all = coalitions(40, 1);
    const first = createJournal();
    const game = voting();
    const before = await journalledGame(first, "payoff", game).values(part(all, 0, 25));
    const checkpoint = withNews(noCheckpoint, { pieces: first.news() });

    const again = voting();
    const second = createJournal(structuredClone(checkpoint));
    const replayed = journalledGame(second, "payoff", again);
    expect(second.replaying).toBe(true);
    const values = [...(await replayed.values(part(all, 0, 18))), ...(await replayed.values(part(all, 18, 40)))];
    expect(values).toEqual([...(await voting().values(all))]);
    expect(values.slice(0, 25)).toEqual([...before]);
    expect(again.evaluations).toBe(15);
    expect(second.replaying).toBe(false);
  });

  it("does not depend on how rows came in batches, whenever it was handed over", async () => {
    const random = seededRandom(5, "cuts");
    for (let trial = 0; trial < 20; trial++) {
      const all = coalitions(60, trial);
      const journal = createJournal();
      const game = journalledGame(journal, "payoff", voting());
      let checkpoint: Checkpoint = noCheckpoint;
      const stop = 1 + random.integer(59);
      for (let at = 0; at < stop; ) {
        const end = Math.min(stop, at + 1 + random.integer(9));
        await game.values(part(all, at, end));
        if (random.integer(2) === 1) checkpoint = withNews(checkpoint, { pieces: journal.news() });
        at = end;
      }
      const known = checkpoint.pieces.reduce((sum, { checks }) => sum + checks.length, 0);
      const again = voting();
      const resumed = journalledGame(createJournal(structuredClone(checkpoint)), "payoff", again);
      const values: number[] = [];
      for (let at = 0; at < 60; ) {
        const end = Math.min(60, at + 1 + random.integer(13));
        values.push(...(await resumed.values(part(all, at, end))));
        at = end;
      }
      expect(values).toEqual([...(await voting().values(all))]);
      expect(again.evaluations).toBe(60 - known);
    }
  });

  it("computes everything from where other coalitions are asked for than the log has", async () => {
    const [all, others] = [coalitions(20, 1), coalitions(20, 2)];
    const first = createJournal();
    await journalledGame(first, "payoff", voting()).values(all);
    const checkpoint = withNews(noCheckpoint, { pieces: first.news() });

    const mixed = { ...all, members: Uint8Array.from([...all.members.slice(0, 60), ...others.members.slice(60)]) };
    const second = createJournal(checkpoint);
    const game = voting();
    expect(await journalledGame(second, "payoff", game).values(mixed)).toEqual(await voting().values(mixed));
    expect(game.evaluations).toBe(8);
    const newer = withNews(checkpoint, { pieces: second.news() });

    const third = voting();
    await journalledGame(createJournal(newer), "payoff", third).values(mixed);
    expect(third.evaluations).toBe(0);
  });

  it("keeps right and wrong in bits and gives them back example by example", async () => {
    const batch = coalitions(9, 3);
    const right = async (asked: CoalitionBatch) =>
      Uint8Array.from({ length: asked.rows * 11 }, (_, i) => asked.members[i % asked.members.length] as number);
    const first = createJournal();
    const given = await journalledExamples(first, "examples", 11, true, right)(batch);
    expect([...given]).toEqual([...(await right(batch))]);
    const [piece] = first.news();
    expect(piece?.values).toHaveLength(9 * 2);
    const second = createJournal(withNews(noCheckpoint, { pieces: piece ? [piece] : [] }));
    const never = () => Promise.reject(new Error("computed again"));
    expect(await journalledExamples(second, "examples", 11, true, never)(batch)).toEqual(given);
  });

  it("remembers plain values in their order, and is not misled by a damaged log", async () => {
    const first = createJournal();
    for (const value of [3, 4, 5]) await first.value("clock", () => value);
    const pieces = first.news();
    const second = createJournal({ version: 1, pieces, state: null });
    expect([await second.value("clock", () => 0), await second.value("clock", () => 0)]).toEqual([3, 4]);
    const damaged = pieces.map((piece) => ({ ...piece, at: 7 }));
    expect(await createJournal({ version: 1, pieces: damaged, state: null }).value("clock", () => 9)).toBe(9);
    expect(createJournal({ version: 2 as never, pieces, state: 1 }).state).toBeNull();
  });
});
