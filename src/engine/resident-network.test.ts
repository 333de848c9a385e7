import { beforeAll, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { caughtFailure } from "../../test/caught-failure.ts";
import { conv, dense, embedding, flatten, input, network } from "../../test/layers.ts";
import { predict } from "./predict.ts";
import { residentNetwork } from "./resident-network.ts";

beforeAll(() => startBackend("cpu"));

const model = network(
  input([6, 6, 1]),
  conv("conv", "input", [3, 3, 1, 2], "relu"),
  flatten("flat", "conv"),
  dense("out", "flat", 32, 3, "softmax"),
);
const inputs = Float32Array.from({ length: 300 * 36 }, (_, k) => Math.sin(k));

it("gives what a prediction gives in every pass, also in more than one portion", async () => {
  const resident = residentNetwork(model, inputs, 300);
  try {
    const expected = await predict(model, inputs, 300);
    expect(await resident.pass()).toEqual(expected);
    expect(await resident.pass()).toEqual(expected);
  } finally {
    resident.dispose();
  }
});

it("keeps its weights alone between passes, and nothing in the end", async () => {
  const before = liveTensors();
  const resident = residentNetwork(model, inputs, 4);
  const resting = liveTensors();
  expect(resting).toBeGreaterThan(before);
  await resident.pass();
  expect(liveTensors()).toBe(resting);
  resident.dispose();
  expect(liveTensors()).toBe(before);
});

it("refuses tokens that the network does not know before it takes any memory", async () => {
  const before = liveTensors();
  const words = network(input([2]), embedding("e", "input", 5, 3), flatten("f", "e"), dense("o", "f", 6, 2));
  const failure = await caughtFailure(() => residentNetwork(words, Float32Array.of(1, 9), 1));
  expect(failure.kind).toBe("dataset-invalid");
  expect(liveTensors()).toBe(before);
});
