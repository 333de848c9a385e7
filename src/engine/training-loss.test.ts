import { beforeAll, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { tf } from "./tf.ts";
import { lossOf } from "./training-loss.ts";

beforeAll(() => startBackend("wasm"));

const labels = (...values: number[]) => ({ kind: "classes" as const, labels: Int32Array.from(values) });
const softmax = (z: readonly number[], temperature = 1) => {
  const powers = z.map((value) => Math.exp(value / temperature));
  return powers.map((power) => power / powers.reduce((sum, each) => sum + each, 0));
};

async function loss(
  ...[values, ...rest]: [number[][], ...(Parameters<typeof lossOf> extends [unknown, ...infer R] ? R : never)]
) {
  const before = liveTensors();
  const scalar = tf.tidy(() => lossOf(tf.tensor(values), ...rest));
  const [value] = await scalar.data();
  scalar.dispose();
  expect(liveTensors()).toBe(before);
  return value;
}

it("is the cross-entropy of the labels, whatever the output is", async () => {
  const z = [0.5, -1, 2];
  const wanted = -Math.log(softmax(z)[2] as number);
  expect(await loss([z], labels(2), "logits", null, null)).toBeCloseTo(wanted, 5);
  expect(await loss([softmax(z)], labels(2), "probabilities", null, null)).toBeCloseTo(wanted, 5);
  expect(await loss([softmax(z).map(Math.log)], labels(2), "log-probabilities", null, null)).toBeCloseTo(wanted, 5);
  expect(await loss([[0.8], [0.3]], labels(1, 0), "binary", null, null)).toBeCloseTo(-Math.log(0.8 * 0.7) / 2, 5);
});

it("is the mean squared error of numbers", async () => {
  const truth = { kind: "values" as const, targets: Float32Array.of(1, 2, 3, 4), width: 2 };
  expect(
    await loss(
      [
        [1, 4],
        [3, 3],
      ],
      truth,
      "logits",
      null,
      null,
    ),
  ).toBeCloseTo((4 + 1) / 4, 5);
  const teacher = Float32Array.of(1, 4, 3, 3);
  const mixed = await loss(
    [
      [1, 4],
      [3, 3],
    ],
    truth,
    "logits",
    teacher,
    { temperature: 4, share: 0.25 },
  );
  expect(mixed).toBeCloseTo(0.75 * 1.25, 5);
});

it("mixes in how far the softened votes are from the teacher's", async () => {
  const [z, t] = [
    [0.5, -1, 2],
    [1, 1, 0],
  ];
  const [own, other] = [softmax(z, 3), softmax(t, 3)];
  const distance = 9 * other.reduce((sum, p, at) => sum + p * Math.log(p / (own[at] as number)), 0);
  const crossEntropy = -Math.log(softmax(z)[0] as number);
  const mix = { temperature: 3, share: 0.7 };
  const wanted = 0.3 * crossEntropy + 0.7 * distance;
  expect(await loss([z], labels(0), "logits", Float32Array.from(t), mix)).toBeCloseTo(wanted, 4);
  const probabilities = await loss([softmax(z)], labels(0), "probabilities", Float32Array.from(softmax(t)), mix);
  expect(probabilities).toBeCloseTo(wanted, 4);
  const same = await loss([[0.8]], labels(1), "binary", Float32Array.of(0.8), { temperature: 2, share: 1 });
  expect(same).toBeCloseTo(0, 5);
});
