import { expect, it } from "vitest";
import type { Evaluator } from "../core/game/evaluator.ts";
import { machinePace } from "./pace.ts";

const players = 40;

/** Milliseconds that have passed; nobody waits for them. */
let clock = 0;
const now = () => clock;

/** An evaluator that takes a time of its own a coalition; its first calls take longer. */
function busy(milliseconds: (kept: number) => number, coldCalls = 3): Evaluator {
  let calls = 0;
  return {
    players,
    async outputs(batch, examples) {
      calls += 1;
      let wanted = calls <= coldCalls ? 20 : 0;
      for (let row = 0; row < batch.rows; row++) {
        const own = batch.members.subarray(row * players, (row + 1) * players);
        wanted += milliseconds(own.reduce((sum, one) => sum + one, 0) / players);
      }
      clock += wanted;
      return { rows: batch.rows, examples: examples.length, width: 1, kind: "logits", values: new Float32Array(0) };
    },
  };
}

it("prices small coalitions below large ones, and is not taken in by a cold start", async () => {
  const pace = await machinePace(
    busy((kept) => 0.4 + 2 * kept ** 2),
    Int32Array.of(0),
    now,
  );
  const ratio = pace.seconds(0.85) / pace.seconds(0.2);
  expect(ratio).toBeGreaterThan(2.5);
  expect(ratio).toBeLessThan(6);
  expect(pace.seconds(0.5) * pace.perSecond).toBeCloseTo(1, 6);
  // half full, 0.92 ms each on average, and the least of several batches counts
  expect(pace.perSecond).toBeGreaterThan(1050);
  expect(pace.perSecond).toBeLessThan(1200);
  expect(pace.stepEvaluations).toBe(Math.floor(0.3 * pace.perSecond));
});

it("prices coalitions that have much in common below others of their size, where that saves anything", async () => {
  // a third of the price where half of the units are in none of the coalitions
  const sharing: Evaluator = {
    players,
    async outputs(batch, examples) {
      const seen = new Set(Array.from(batch.members.keys()).flatMap((at) => (batch.members[at] ? [at % players] : [])));
      clock += batch.rows * (batch.rows > 8 && seen.size < 0.75 * players ? 0.3 : 0.9);
      return { rows: batch.rows, examples: examples.length, width: 1, kind: "logits", values: new Float32Array(0) };
    },
  };
  const pace = await machinePace(sharing, Int32Array.of(0), now);
  expect(pace.seconds(0.3, 0.4) / pace.seconds(0.3)).toBeCloseTo(1 / 3, 1);
  expect(pace.seconds(0.3, 0.9) / pace.seconds(0.3)).toBeCloseTo(2 / 3, 1);
  expect(pace.seconds(0.3, 1)).toBe(pace.seconds(0.3));
  const indifferent = await machinePace(
    busy(() => 0.9),
    Int32Array.of(0),
    now,
  );
  expect(indifferent.seconds(0.3, 0.4)).toBeCloseTo(indifferent.seconds(0.3), 8);
});

it("times a coalition that takes seconds no oftener than it must", async () => {
  let calls = 0;
  const slow = busy(() => 0);
  const evaluator: Evaluator = {
    players,
    outputs: async (...asked) => {
      calls += 1;
      const given = await slow.outputs(...asked);
      clock += 1600;
      return given;
    },
  };
  const pace = await machinePace(evaluator, Int32Array.of(0), now);
  expect(calls).toBe(2);
  expect(pace.stepEvaluations).toBe(1);
  expect(pace.seconds(0.1)).toBe(pace.seconds(0.9));
});
