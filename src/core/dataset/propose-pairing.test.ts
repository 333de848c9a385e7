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

const asItIs = { resize: null, transposed: false, channels: "as-is" };

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
  [[3072], [32, 32, 3]],
  [
    [3, 32, 32],
    [32, 32, 3],
  ],
  [[57], [57]],
  [[100], [100, 1]],
])("%j lines up with %j and is neither resized nor recoloured", (shape, input) => {
  expect(proposePairing(dataset(shape), input)).toMatchObject(asItIs);
});

test("a flat row of 64 is an 8 x 8 image, enlarged to the input", () => {
  expect(proposePairing(dataset([64], [0, 16]), [28, 28, 1])).toMatchObject({
    image: { plane: [8, 8], order: "channels-last" },
    resize: [28, 28],
    values: { kind: "affine", scale: [1 / 16], offset: [0] },
  });
});

test.each([
  [[28, 28], [32, 32, 1], { resize: [32, 32], channels: "as-is" }],
  [[64, 48, 3], [32, 32, 3], { resize: [32, 32], channels: "as-is" }],
  [[28, 28], [28, 14], { resize: [28, 14] }],
  [[28, 28], [32, 32, 3], { resize: [32, 32], channels: "grey-to-colour" }],
  [[32, 32, 3], [784], { resize: [28, 28], channels: "colour-to-grey" }],
  [[8, 8], [784], { resize: [28, 28] }],
  [[6, 4], [4, 6], { resize: null, transposed: true }],
  [[3, 32, 32], [32, 32, 3], { resize: null, image: { plane: [32, 32], order: "channels-first" } }],
])("%j becomes %j by %j", (shape, input, steps) => {
  expect(proposePairing(dataset(shape), input)).toMatchObject(steps);
});

test("pixels are brought to 0 to 1 by their range, other numbers stay as they are", () => {
  const scaleFor = (range: [number, number], shape = [8, 8]) => {
    const { values } = proposePairing(dataset(shape, range), shape);
    return values.kind === "affine" ? values.scale[0] : null;
  };
  expect(scaleFor([0, 1])).toBe(1);
  expect(scaleFor([0, 16])).toBe(1 / 16);
  expect(scaleFor([0, 255])).toBe(1 / 255);
  expect(scaleFor([0, 4000])).toBe(1);
  expect(scaleFor([-1, 2])).toBe(1);
  expect(scaleFor([0.1, 7.9], [4])).toBe(1);
});

test.each([
  [[57], [28, 28, 1]],
  [[57], [58]],
  [[64], [100]],
  [[64], [100, 1]],
  [
    [28, 28, 2],
    [28, 28, 3],
  ],
])("%j cannot become %j, and the sentence names both and what would help", (shape, input) => {
  const failure = refusal(dataset(shape), input);
  expect(failure.kind).toBe("pairing-impossible");
  expect(failure.message).toContain(shape.join(" × "));
  expect(failure.message).toContain(input.join(" × "));
  expect(failure.advice).toMatch(/^Drop/);
});

test("more classes than the network tells apart are refused", () => {
  expect(refusal(dataset([4], [0, 1], [0, 10]), [4], 10).message).toContain("11 classes");
  expect(proposePairing(dataset([4], [0, 1], [0, 9]), [4], 10).classes).toBeNull();
});

test("classes that are numbers name the network's outputs where some are missing", () => {
  const some = { ...dataset([4], [0, 1], [0, 1, 2]), classNames: ["0", "3", "7"] };
  expect(proposePairing(some, [4], 10).classes).toEqual([0, 3, 7]);
  expect(proposePairing({ ...some, classNames: ["a", "b", "c"] }, [4], 10).classes).toBeNull();
});

test("token numbers are padded to the network's length and must be in its vocabulary", () => {
  const tokens = dataset([171], [0, 4999], [0, 1]);
  expect(proposePairing(tokens, [100], 2, 5000)).toMatchObject({
    text: { pad: "after", cut: "after" },
    values: { kind: "affine", scale: [1], offset: [0] },
  });
  expect(refusal({ ...tokens, range: [0, 5000] }, [100], 2, 5000).message).toContain("below 5000");
});

test("texts without a vocabulary are refused with what is missing", () => {
  const texts = { ...dataset([0], [0, 0], [0, 1]), texts: ["a", "b"] };
  expect(refusal(texts, [100], 2, 5000).advice).toContain("vocabulary");
  expect(refusal(texts, [784], 10).message).toContain("texts");
});
