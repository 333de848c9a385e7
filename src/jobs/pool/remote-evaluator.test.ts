import { expect, it } from "vitest";
import { dense, input, network } from "../../../test/layers.ts";
import { FailureError } from "../../core/failure.ts";
import { grandBatch } from "../../core/game/coalition-batch.ts";
import { payoffsOf } from "../../core/game/payoff.ts";
import { perExamplePayoffsOf } from "../../core/game/per-example-payoff.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import type { EvaluatorHost } from "./evaluator-host.ts";
import { hostEvaluator } from "./host-evaluator.ts";
import { type EvaluatorLink, remoteEvaluator } from "./remote-evaluator.ts";

const model = network(input([2]), dense("out", "input", 2, 2, "softmax"));
const examples = Int32Array.of(4, 5);

/** Workers that answer so many calls each and then die, and say what they were handed. */
function workers(answers: readonly number[]) {
  const log: string[] = [];
  let started = 0;
  const start = (): EvaluatorLink => {
    const number = started;
    started += 1;
    let left = answers[number] ?? 0;
    const held = new Set<string>();
    const host: EvaluatorHost = {
      start: async () => ({ ok: true, value: null }),
      async hold(name) {
        held.add(name);
        return { ok: true, value: null };
      },
      release: async () => ({ ok: true, value: null }),
      async outputs({ rows }, name) {
        left -= 1;
        if (left < 0) throw new FailureError({ kind: "worker-lost", message: "It died." });
        if (!held.has(name)) return { ok: false, failure: { kind: "unexpected", message: "Not held." } };
        log.push(`worker ${number}`);
        const values = new Float32Array(rows * 4).fill(1);
        return { ok: true, value: { rows, examples: 2, width: 2, kind: "probabilities", values } };
      },
      payoffs: async () => ({ ok: false, failure: { kind: "unexpected", message: "Not asked here." } }),
      held: async () => ({ ok: true, value: { tensors: 0, bytes: 0 } as never }),
    };
    return { host, terminate: () => log.push(`worker ${number} ended`) };
  };
  const evaluator = remoteEvaluator(start, model, 2, "wasm", (rows) => new Float32Array(rows.length * 2));
  return { evaluator, log };
}

/** Two classes; what a coalition has and the example decide. */
const byHand: OwnedEvaluator = {
  players: 2,
  async outputs({ rows, members }, rowsOfData) {
    const values = new Float32Array(rows * rowsOfData.length * 2);
    for (let row = 0; row < rows; row++)
      rowsOfData.forEach((example, place) => {
        const first = (1 + (members[2 * row] ?? 0) * example + 3 * (members[2 * row + 1] ?? 0)) / 13;
        values.set([first, 1 - first], 2 * (row * rowsOfData.length + place));
      });
    return { rows, examples: rowsOfData.length, width: 2, kind: "probabilities", values };
  },
  warm: async () => {},
  dispose: () => {},
};

const play = ({ evaluator }: ReturnType<typeof workers>) => evaluator.outputs(grandBatch(1, 2), examples);

it("starts another worker in place of one that died, with everything in flight", async () => {
  const pool = workers([1, 9]);
  const answers = await Promise.all([play(pool), play(pool), play(pool)]);
  expect(answers.map(({ values }) => values.length)).toEqual([4, 4, 4]);
  expect(pool.log).toEqual(["worker 0", "worker 0 ended", "worker 1", "worker 1"]);
});

it("gives up after four that died in a row, and starts none once it is disposed of", async () => {
  const pool = workers([1, 0, 0, 0, 0, 9]);
  await play(pool);
  await expect(play(pool)).rejects.toMatchObject({ failure: { kind: "worker-lost" } });
  expect(pool.log.filter((entry) => entry.endsWith("ended"))).toHaveLength(4);
  const other = workers([0, 9]);
  other.evaluator.dispose();
  await expect(play(other)).rejects.toMatchObject({ failure: { kind: "worker-lost" } });
});

it.each(["accuracy", "true-class-probability"] as const)(
  "what the worker makes of its outputs is what they come to: %s",
  async (payoff) => {
    const whole = byHand;
    const made: unknown[] = [];
    const host = hostEvaluator({
      chooseBackend: async (name) => ({ name }),
      evaluator: (_model, _inputs, playing) => {
        made.push(playing);
        return whole;
      },
    });
    const far = remoteEvaluator(
      () => ({ host, terminate: () => {} }),
      model,
      2,
      "wasm",
      (rows) => new Float32Array(rows.length * 2),
    );
    const batch = { players: 2, rows: 3, members: Uint8Array.of(0, 0, 1, 0, 1, 1) };
    const labels = Int32Array.of(1, 0);
    const outputs = await whole.outputs(batch, examples);
    expect(await far.payoffs?.(batch, examples, labels, payoff)).toEqual(perExamplePayoffsOf(outputs, labels, payoff));
    expect(await far.meanPayoffs?.(batch, examples, labels, payoff)).toEqual(payoffsOf(outputs, labels, payoff));
    const ofSome = await far.onlyPlaying([3 as never], 2).meanPayoffs?.(batch, examples, labels, payoff);
    expect(ofSome).toEqual(payoffsOf(outputs, labels, payoff));
    expect(made).toEqual([undefined, [3]]);
  },
);
