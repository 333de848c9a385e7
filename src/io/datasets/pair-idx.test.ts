import { expect, it } from "vitest";
import { type IdxFile, pairIdx } from "./pair-idx.ts";

const images = (name: string, count: number, side = 28): IdxFile => ({
  name,
  kind: "images",
  dimensions: [count, side, side],
});
const labels = (name: string, count: number): IdxFile => ({ name, kind: "labels", dimensions: [count] });

const train = [images("train-images", 60), labels("train-labels", 60)] as const;
const test = [images("t10k-images", 10), labels("t10k-labels", 10)] as const;

it("pairs training and test files by name and count, in any order", () => {
  const pairing = pairIdx([test[1], train[0], test[0], train[1]]);
  expect(pairing.main).toMatchObject({ images: train[0], labels: train[1] });
  expect(pairing.test).toMatchObject({ images: test[0], labels: test[1] });
  expect(pairing.alone).toEqual([]);
});

it("takes a test pair for the dataset where there is no other", () => {
  const pairing = pairIdx(test);
  expect(pairing.main).toMatchObject({ images: test[0] });
  expect(pairing.test).toBeNull();
});

it("pairs by count where names say nothing", () => {
  expect(pairIdx([labels("b", 5), images("a", 5)]).main).toMatchObject({
    images: { name: "a" },
    labels: { name: "b" },
  });
});

it("leaves files without a partner alone", () => {
  expect(pairIdx([train[0], test[1]]).alone).toEqual([train[0], test[1]]);
});

it("takes the later of two files with one part", () => {
  const newer = images("train-images", 60, 32);
  expect(pairIdx([...train, newer, labels("train-labels", 60)]).main?.images).toBe(newer);
});

it("does not give an older test pair to newer training files", () => {
  const newer = [images("new/train-images", 50), labels("new/train-labels", 50)] as const;
  const pairing = pairIdx([...train, ...test, ...newer]);
  expect(pairing.main).toMatchObject({ images: newer[0] });
  expect(pairing.test).toBeNull();
});

it("never joins images of different shapes", () => {
  const small = [images("t10k-images", 10, 8), labels("t10k-labels", 10)] as const;
  expect(pairIdx([...train, ...small])).toMatchObject({ main: { images: small[0] }, test: null });
});
