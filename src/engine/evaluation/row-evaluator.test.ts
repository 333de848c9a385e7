import { setFlagsFromString } from "node:v8";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../../bench/start-backend.ts";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import { randomModel } from "../../../test/random-model.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { type CoalitionBatch, rowsOf } from "../../core/game/coalition-batch.ts";
import { playersOf } from "../../core/game/players.ts";
import type { Model } from "../../core/model/model.ts";
import { inputOf } from "../../core/model/shapes.ts";
import { type RandomSource, seededRandom } from "../../core/random/random-source.ts";
import { planEvaluation } from "../evaluation-plan.ts";
import { fusesProducts } from "../kernel/kernel.ts";
import { sharedKernel } from "../kernel/shared-kernel.ts";
import { loopEvaluator } from "../loop-evaluator.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { rowEvaluator } from "./row-evaluator.ts";
import { rowProgramme } from "./row-programme.ts";
import { everyTrick, type Trick } from "./tricks.ts";

beforeAll(() => startBackend("wasm"));

function examplesOf(model: Model, count: number, random: RandomSource) {
  const size = inputOf(model).shape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: count * size }, () => 2 * random.uniform() - 1);
  const inputsOf = (rows: Int32Array) =>
    Float32Array.from(
      { length: rows.length * size },
      (_, at) => inputs[rows[Math.floor(at / size)] * size + (at % size)],
    );
  return { rows: Int32Array.from({ length: count }, (_, row) => row), inputsOf };
}

const batchOf = (players: number, rows: number, kept: number, random: RandomSource): CoalitionBatch => ({
  players,
  rows,
  members: Uint8Array.from({ length: rows * players }, () => (random.uniform() < kept ? 1 : 0)),
});

/** Deep equality of arrays this long takes seconds. */
const sameBits = (a: Float32Array, b: Float32Array) =>
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0;

const worstGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, value, at) => Math.max(worst, Math.abs(value - b[at]) / (1 + Math.abs(value))), 0);

/** A network with its row evaluator and the plain one; null where it has no rows. */
function bothOf(
  model: Model,
  examples: number,
  random: RandomSource,
  without: readonly Trick[],
  limits: Limits = defaultLimits,
) {
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const plan = planEvaluation(model, graph, players);
  const programme = rowProgramme(model, plan);
  if (typeof programme === "string") return null;
  const lent = sharedKernel();
  if (!lent) throw new Error("this Node has no WebAssembly with SIMD");
  const { rows, inputsOf } = examplesOf(model, examples, random);
  const tricks = new Set([...everyTrick].filter((trick) => !without.includes(trick)));
  let asked = 0;
  const counted = (wanted: Int32Array) => {
    asked++;
    return inputsOf(wanted);
  };
  return {
    players: players.count,
    rows,
    /** Times that the row evaluator has asked for inputs. */
    asked: () => asked,
    fast: rowEvaluator(lent, model, plan, programme, players.count, counted, limits, tricks),
    plain: loopEvaluator(model, graph, players, inputsOf),
  };
}

const switches: (readonly Trick[])[] = [
  [],
  ["prefix"],
  ["gather"],
  ["zeros"],
  ["shared"],
  ["table"],
  ["contributions"],
  ["fold"],
  ["table", "contributions", "shared", "gather", "prefix", "fold"],
];

describe.each(switches.map((without) => [without.join(", ") || "nothing", without] as const))(
  "without %s",
  (_, without) => {
    it("equals the plain evaluator to 1e-5 on random networks, call after call and with gains", async () => {
      let compared = 0;
      for (let seed = 0; seed < 24; seed++) {
        const random = seededRandom(seed, "rows");
        const both = bothOf(randomModel(random), 11, random, without);
        if (!both) continue;
        for (const kept of [0.3, 0.6, 0.6, 0.6, 0.6]) {
          const batch = batchOf(both.players, 6, kept, random);
          const gains = kept < 0.5 ? Float32Array.from(batch.members, () => 0.5 + random.uniform()) : undefined;
          const plain = await both.plain.outputs(batch, both.rows, gains);
          const fast = await both.fast.outputs(batch, both.rows, gains);
          expect(worstGap(plain.values, fast.values)).toBeLessThan(1e-5);
          compared++;
        }
        both.fast.dispose();
        both.plain.dispose();
      }
      expect(compared).toBeGreaterThan(40);
    });
  },
);

/** Node 20 fuses products by a flag only; others may do it always. */
const fusing = (fused: boolean) => setFlagsFromString(`--${fused ? "" : "no-"}experimental-wasm-relaxed-simd`);

describe.each([false, true])("LeNet-5, products fused: %s", (fused) => {
  beforeAll(() => fusing(fused));
  const random = seededRandom(3, "rows");
  const model = lenet5(random);
  const batch = batchOf(226, 40, 0.5, random);

  it("gives the same numbers to the bit whatever is kept, shared or left out, and however coalitions are cut", async () => {
    const from = (without: readonly Trick[], limits?: Limits) => {
      const both = bothOf(model, 70, seededRandom(4, "rows"), without, limits);
      if (!both) throw new Error("LeNet-5 has no rows");
      both.plain.dispose();
      return both;
    };
    const first = from([]);
    const cold = await first.fast.outputs(batch, first.rows);
    for (let call = 0; call < 8; call++)
      expect(sameBits((await first.fast.outputs(batch, first.rows)).values, cold.values)).toBe(true);
    const one = await first.fast.outputs(rowsOf(batch, 7, 8), first.rows);
    expect(sameBits(one.values, cold.values.subarray(7 * 700, 8 * 700))).toBe(true);
    const half = await first.fast.outputs(batch, first.rows.subarray(0, 35));
    expect(sameBits(half.values.subarray(0, 350), cold.values.subarray(0, 350))).toBe(true);
    first.fast.dispose();
    for (const without of [["table"], ["shared"], ["prefix"], ["zeros"]] as const) {
      const other = from(without);
      // the order of sums is the plan's: the table decides it
      const values = (await other.fast.outputs(batch, other.rows)).values;
      if (without[0] !== "table") expect(sameBits(values, cold.values)).toBe(true);
      else expect(worstGap(values, cold.values)).toBeLessThan(1e-6);
      other.fast.dispose();
    }
    const small = from([], { ...defaultLimits, cacheBytes: 2 ** 20, examples: 20 });
    for (let call = 0; call < 3; call++)
      expect(sameBits((await small.fast.outputs(batch, small.rows)).values, cold.values)).toBe(true);
    small.fast.dispose();
  });

  it("gives the same numbers to the bit once contributions are kept, and the plain evaluator's to 1e-5", async () => {
    if (fused) expect(fusesProducts()).toBe(true);
    const keeping = bothOf(model, 20, seededRandom(5, "rows"), []);
    const bare = bothOf(model, 20, seededRandom(5, "rows"), [], { ...defaultLimits, cacheBytes: 0 });
    const lent = sharedKernel();
    if (!keeping || !bare || !lent) throw new Error("LeNet-5 has no rows");
    const used: number[] = [];
    for (let call = 0; call < 6; call++) {
      const { members } = batchOf(226, 40, 0.5, random);
      for (let row = 0; row < 40; row++) members.set([1, 0, 1, 1, 0, 1], row * 226);
      const same = { ...batch, members };
      const kept = await keeping.fast.outputs(same, keeping.rows);
      used.push(lent.heap.used);
      expect(sameBits(kept.values, (await bare.fast.outputs(same, bare.rows)).values)).toBe(true);
      if (call === 5)
        expect(worstGap((await bare.plain.outputs(same, bare.rows)).values, kept.values)).toBeLessThan(1e-5);
    }
    // the state first, its contributions after a hundred reads
    expect(used[5]).toBeGreaterThan(used[1] + 4 * 20 * 16 * 120);
    for (const { fast, plain } of [keeping, bare]) {
      fast.dispose();
      plain.dispose();
    }
    lent.giveBack();
  });

  it("keeps what it knows of many examples while few are asked for", async () => {
    const both = bothOf(model, 70, seededRandom(4, "rows"), []);
    if (!both) throw new Error("LeNet-5 has no rows");
    const many = await both.fast.outputs(batch, both.rows);
    const few = await both.fast.outputs(batch, both.rows.subarray(0, 8));
    const asked = both.asked();
    expect(sameBits((await both.fast.outputs(batch, both.rows)).values, many.values)).toBe(true);
    expect(sameBits((await both.fast.outputs(batch, both.rows.subarray(0, 8))).values, few.values)).toBe(true);
    expect(both.asked()).toBe(asked);
    both.fast.dispose();
    both.plain.dispose();
  });

  it("keeps no tensor and frees all of the kernel's memory", async () => {
    const before = liveTensors();
    const both = bothOf(model, 30, random, []);
    const lent = sharedKernel();
    const used = lent?.heap.used ?? -1;
    for (let call = 0; call < 6; call++) await both?.fast.outputs(batch, both.rows);
    expect(lent?.heap.used).toBeGreaterThan(used);
    both?.fast.dispose();
    both?.plain.dispose();
    expect(lent?.heap.used).toBe(0);
    expect(liveTensors()).toBe(before);
    lent?.giveBack();
  });
});
