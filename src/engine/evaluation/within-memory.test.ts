import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../../../bench/start-backend.ts";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../../core/game/players.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { planEvaluation } from "../evaluation-plan.ts";
import { HeapFull } from "../kernel/byte-heap.ts";
import { type LentKernel, sharedKernel } from "../kernel/shared-kernel.ts";
import { defaultLimits } from "./limits.ts";
import { rowEvaluator } from "./row-evaluator.ts";
import { rowProgramme } from "./row-programme.ts";
import { everyTrick } from "./tricks.ts";

beforeAll(() => startBackend("wasm"));

const random = seededRandom(3, "memory");
const model = lenet5(random);
const graph = dependencyGraphOf(model);
const players = playersOf(graph);
const plan = planEvaluation(model, graph, players);
const inputs = Float32Array.from({ length: 300 * 784 }, () => random.uniform());
const rows = Int32Array.from({ length: 300 }, (_, row) => row);
const batchOf = (count: number) => ({
  players: players.count,
  rows: count,
  members: Uint8Array.from({ length: count * players.count }, () => (random.uniform() < 0.5 ? 1 : 0)),
});
const batch = batchOf(6);

/** An evaluator on a heap that gives no more than `limit.bytes`, which may change. */
function evaluatorWithin(limit: { bytes: number; refused: number; most: number }) {
  const programme = rowProgramme(model, plan);
  const lent = sharedKernel();
  if (!lent || typeof programme === "string") throw new Error("no kernel");
  const { heap } = lent;
  const before = heap.used;
  const check = (bytes: number) => {
    const used = heap.used - before;
    limit.most = Math.max(limit.most, used + bytes);
    if (used + bytes <= limit.bytes) return;
    limit.refused++;
    throw new HeapFull(bytes, used);
  };
  const limited: LentKernel = {
    ...lent,
    heap: {
      get used() {
        return heap.used;
      },
      take(bytes) {
        check(bytes);
        return heap.take(bytes);
      },
      takeInts(values) {
        check(4 * values.length);
        return heap.takeInts(values);
      },
      takeFloats(values) {
        check(4 * values.length);
        return heap.takeFloats(values);
      },
      free: heap.free,
    },
  };
  const inputsOf = (wanted: Int32Array) => {
    const found = new Float32Array(wanted.length * 784);
    wanted.forEach((row, at) => {
      found.set(inputs.subarray(row * 784, (row + 1) * 784), at * 784);
    });
    return found;
  };
  const evaluator = rowEvaluator(
    limited,
    model,
    plan,
    programme,
    players.count,
    inputsOf,
    { ...defaultLimits, examples: 256 },
    everyTrick,
  );
  return { evaluator, held: () => heap.used - before };
}

const bytesOf = ({ values }: { values: Float32Array }) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

it("makes do with less where the memory is refused, to the same bit, and fails with numbers where nothing helps", async () => {
  const limit = { bytes: Number.POSITIVE_INFINITY, refused: 0, most: 0 };
  const unlimited = evaluatorWithin(limit);
  const expected = bytesOf(await unlimited.evaluator.outputs(batch, rows));
  unlimited.evaluator.dispose();
  expect(unlimited.held()).toBe(0);
  const whole = limit.most;
  let shrunk = 0;
  let failed = 0;
  for (const share of [0.7, 0.4, 0.25, 0.15, 0.02]) {
    limit.bytes = share * whole;
    limit.refused = 0;
    const { evaluator, held } = evaluatorWithin(limit);
    try {
      expect(bytesOf(await evaluator.outputs(batch, rows)).equals(expected), String(share)).toBe(true);
      if (limit.refused > 0) shrunk++;
    } catch (error) {
      expect(limit.refused).toBeGreaterThan(1);
      const failure = await caughtFailure(() => Promise.reject(error));
      expect(failure).toMatchObject({
        kind: "out-of-memory",
        message: expect.stringMatching(/\d MiB more.*\d MiB in/),
      });
      expect(held()).toBe(0);
      failed++;
      // another tab was closed: the same evaluator goes on
      limit.bytes = Number.POSITIVE_INFINITY;
      expect(bytesOf(await evaluator.outputs(batch, rows)).equals(expected)).toBe(true);
    }
    evaluator.dispose();
    expect(held()).toBe(0);
  }
  expect(shrunk).toBeGreaterThan(0);
  expect(failed).toBeGreaterThan(0);
});

it("takes calls that overlap one after the other, to the same bit", async () => {
  const { evaluator } = evaluatorWithin({ bytes: Number.POSITIVE_INFINITY, refused: 0, most: 0 });
  const batches = [batchOf(4), batchOf(3), batchOf(5)];
  const parts = [rows, rows.subarray(0, 70), rows.subarray(100, 180)];
  const alone: Buffer[] = [];
  for (const [at, each] of batches.entries()) alone.push(bytesOf(await evaluator.outputs(each, parts[at])));
  const together = await Promise.all(batches.map((each, at) => evaluator.outputs(each, parts[at])));
  for (const [at, each] of together.entries()) expect(bytesOf(each).equals(alone[at]), String(at)).toBe(true);
  evaluator.dispose();
});
