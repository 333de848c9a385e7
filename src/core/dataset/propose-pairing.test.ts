import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { proposePairing } from "./propose-pairing.ts";

const dataset = (shape: number[], range: [number, number] = [0, 255], labels = [0, 9]) => ({
  name: "toy.csv",
  shape,
  range,
  labels: Int32Array.from(labels),
});

function refusal(...args: Parameters<typeof proposePairing>) {
  try {
    proposePairing(...args);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
  }
  throw new Error("expected a FailureError");
}

test.each([
  [
    [28, 28],
    [28, 28, 1],
  ],
  [
    [28, 28, 1],
    [28, 28],
  ],
  [
    [1, 28, 28],
    [28, 28, 1],
  ],
  [[784], [28, 28, 1]],
  [[28, 28, 1], [784]],
  [[32, 32, 3], [3072]],
  [[57], [57]],
  [[100], [100, 1]],
])("%j lines up with %j and is not resized", (shape, input) => {
  expect(proposePairing(dataset(shape), input).resize).toBeNull();
});

test("a flat row of 64 is an 8 x 8 image, enlarged to the input", () => {
  const pairing = proposePairing(dataset([64], [0, 16]), [28, 28, 1]);
  expect(pairing).toEqual({ resize: { from: [8, 8], to: [28, 28] }, scale: 1 / 16, offset: 0 });
});

test("images of another size are resized, channels kept", () => {
  expect(proposePairing(dataset([28, 28]), [32, 32, 1]).resize).toEqual({ from: [28, 28], to: [32, 32] });
  expect(proposePairing(dataset([64, 48, 3]), [32, 32, 3]).resize).toEqual({ from: [64, 48], to: [32, 32] });
});

test("the scale is guessed from the range of the values", () => {
  const scaleFor = (range: [number, number]) => proposePairing(dataset([4], range), [4]).scale;
  expect(scaleFor([0, 1])).toBe(1);
  expect(scaleFor([0, 16])).toBe(1 / 16);
  expect(scaleFor([0, 255])).toBe(1 / 255);
  expect(scaleFor([0, 4000])).toBe(1);
  expect(scaleFor([-1, 2])).toBe(1);
});

test.each([
  [[57], [28, 28, 1]],
  [
    [28, 28],
    [32, 32, 3],
  ],
  [[3072], [32, 32, 3]],
  [[57], [58]],
  [[64], [100, 1]],
  [[8, 8], [784]],
  [
    [6, 4],
    [4, 6],
  ],
])("%j cannot become %j, and the sentence names both", (shape, input) => {
  const failure = refusal(dataset(shape), input);
  expect(failure.kind).toBe("pairing-impossible");
  expect(failure.message).toContain(shape.join(" x "));
  expect(failure.message).toContain(input.join(" x "));
});

test("more classes than the network tells apart are refused", () => {
  expect(refusal(dataset([4], [0, 1], [0, 10]), [4], 10).message).toContain("11 classes");
  expect(proposePairing(dataset([4], [0, 1], [0, 9]), [4], 10).resize).toBeNull();
});
