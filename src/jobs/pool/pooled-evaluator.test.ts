import { expect, it } from "vitest";
import { FailureError } from "../../core/failure.ts";
import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import { payoffsOf } from "../../core/game/payoff.ts";
import { perExamplePayoffsOf } from "../../core/game/per-example-payoff.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import { pooledEvaluator } from "./pooled-evaluator.ts";

const players = 5;
const examples = Int32Array.from({ length: 37 }, (_, place) => 3 * place);

/** Outputs that depend on the coalition, its gains and the example, and on nothing else. */
function evaluator(delay: () => number, log: { rows: number; disposed: boolean; mostAtOnce: number }): OwnedEvaluator {
  let running = 0;
  return {
    players,
    async outputs(batch, rows, gains) {
      running += 1;
      log.mostAtOnce = Math.max(log.mostAtOnce, running);
      await new Promise((resolve) => setTimeout(resolve, delay()));
      running -= 1;
      log.rows += batch.rows;
      const values = new Float32Array(batch.rows * rows.length * 2);
      for (let row = 0; row < batch.rows; row++)
        rows.forEach((example, place) => {
          let code = 0;
          for (let player = 0; player < players; player++) {
            const at = row * players + player;
            code = 2 * code + (batch.members[at] ?? 0) * (gains?.[at] ?? 1);
          }
          values.set([code, example], (row * rows.length + place) * 2);
        });
      return { rows: batch.rows, examples: rows.length, width: 2, kind: "logits", values };
    },
    warm: async () => {},
    dispose: () => {
      log.disposed = true;
    },
  };
}

const fresh = () => ({ rows: 0, disposed: false, mostAtOnce: 0 });
const random = seededRandom(1);
const batchOf = (rows: number): CoalitionBatch => ({
  players,
  rows,
  members: Uint8Array.from({ length: rows * players }, () => (random.uniform() < 0.5 ? 1 : 0)),
});
const nobody = () => {
  throw new Error("nobody should be alone here");
};

it.each([1, 2, 3, 5])("%i members give the numbers that one gives, with gains and without", async (count) => {
  const alone = evaluator(() => 0, fresh());
  const logs = Array.from({ length: count }, fresh);
  const pool = pooledEvaluator(
    logs.map((log) => evaluator(() => 4 * random.uniform(), log)),
    nobody,
  );
  for (const rows of [1, 2, 7, 64]) {
    const batch = batchOf(rows);
    const gains = Float32Array.from(batch.members, () => 1 + random.uniform());
    expect(await pool.outputs(batch, examples)).toEqual(await alone.outputs(batch, examples));
    expect(await pool.outputs(batch, examples, gains)).toEqual(await alone.outputs(batch, examples, gains));
  }
  expect(logs.every(({ rows }) => rows > 0)).toBe(true);
  expect(Math.max(...logs.map(({ mostAtOnce }) => mostAtOnce))).toBeLessThanOrEqual(2);
});

it.each([1, 2, 40])(
  "payoffs and their means are those of the outputs, with %i coalitions for three members",
  async (rows) => {
    const alone = evaluator(() => 0, fresh());
    const pool = pooledEvaluator(
      Array.from({ length: 3 }, () => evaluator(() => 2 * random.uniform(), fresh())),
      nobody,
    );
    const batch = batchOf(rows);
    const outputs = await alone.outputs(batch, examples);
    const labels = Int32Array.from(examples, () => (random.uniform() < 0.5 ? 1 : 0));
    for (const payoff of ["accuracy", "log-likelihood"] as const) {
      expect(await pool.payoffs?.(batch, examples, labels, payoff)).toEqual(
        perExamplePayoffsOf(outputs, labels, payoff),
      );
      expect(await pool.meanPayoffs?.(batch, examples, labels, payoff)).toEqual(payoffsOf(outputs, labels, payoff));
    }
  },
);

it("a slow member takes fewer coalitions", async () => {
  const [slow, quick] = [fresh(), fresh()];
  const pool = pooledEvaluator([evaluator(() => 30, slow), evaluator(() => 1, quick)], nobody);
  await pool.outputs(batchOf(80), examples);
  expect(slow.rows + quick.rows).toBe(80);
  expect(slow.rows).toBeLessThan(quick.rows);
});

it("a member that fails is left out and its work is done by the others, in the end by this thread", async () => {
  const [good, alone] = [fresh(), fresh()];
  let healthy = 3;
  const failing = (inner: OwnedEvaluator): OwnedEvaluator => ({
    ...inner,
    outputs: async (...task) => {
      healthy -= 1;
      if (healthy < 0) throw new FailureError({ kind: "worker-lost", message: "It died." });
      return inner.outputs(...task);
    },
  });
  const bad = fresh();
  const reference = evaluator(() => 0, fresh());
  const pool = pooledEvaluator([failing(evaluator(() => 1, bad)), evaluator(() => 1, good)], () =>
    evaluator(() => 0, alone),
  );
  const batch = batchOf(40);
  expect(await pool.outputs(batch, examples)).toEqual(await reference.outputs(batch, examples));
  expect((await pool.held?.())?.lost).toEqual(["It died."]);
  expect(bad.disposed).toBe(true);
  expect(await pool.outputs(batch, examples)).toEqual(await reference.outputs(batch, examples));

  healthy = 1;
  const single = pooledEvaluator([failing(evaluator(() => 1, fresh()))], () => evaluator(() => 0, alone));
  expect(await single.outputs(batch, examples)).toEqual(await reference.outputs(batch, examples));
  expect(alone.rows).toBeGreaterThan(0);
  single.dispose();
  expect(alone.disposed).toBe(true);
});
