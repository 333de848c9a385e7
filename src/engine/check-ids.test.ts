import { expect, it } from "vitest";
import { caughtFailure } from "../../test/caught-failure.ts";
import { dense, embedding, globalPool, input, network } from "../../test/layers.ts";
import { checkIds, vocabularyOf } from "./check-ids.ts";

const model = network(
  input([3]),
  embedding("words", "input", 9, 2),
  embedding("fewer", "input", 7, 2),
  globalPool("mean", "words"),
  dense("out", "mean", 2, 2),
);

it("the smallest vocabulary decides; a network without embedding has none", () => {
  expect(vocabularyOf(model)).toEqual({ layer: "fewer", size: 7 });
  const plain = network(input([3]), dense("out", "input", 3, 2));
  expect(vocabularyOf(plain)).toBeNull();
  expect(() => checkIds(plain, Float32Array.of(0.5, -1, 99), 1)).not.toThrow();
});

it("an embedding of what a layer made is no matter of the data", () => {
  const made = network(input([3]), dense("made", "input", 3, 3), embedding("words", "made", 4, 2));
  expect(vocabularyOf(made)).toBeNull();
});

it.each([7, -1, 1.5, Number.NaN])("refuses %f and says where it stands", async (id) => {
  expect(() => checkIds(model, Float32Array.of(0, 6, 1, 2, 3, 4), 2)).not.toThrow();
  const failure = await caughtFailure(async () => checkIds(model, Float32Array.of(0, 6, 1, 2, id, 4), 2));
  expect(failure.kind).toBe("dataset-invalid");
  expect(failure.message).toContain(`${id} where the network expects a token of 0 to 6`);
  expect(failure.where).toBe('example 2, place 2, read by the layer "fewer"');
});
