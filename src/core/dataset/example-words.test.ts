import { expect, it } from "vitest";
import type { Dataset } from "./dataset.ts";
import { exampleWords } from "./example-words.ts";
import { plainPairing } from "./pairing.ts";

const table: Dataset = {
  name: "iris.csv",
  count: 2,
  shape: [3],
  inputs: Float32Array.of(5, 3, 1, 6, 2, 4),
  labels: Int32Array.of(0, 1),
  classNames: ["a", "b"],
  range: [1, 6],
  columns: ["sepal length", "sepal width", "petal length"],
};

const sentences: Dataset = {
  ...table,
  shape: [4],
  inputs: Float32Array.of(2, 1, 0, 0, 1, 1, 2, 0),
  texts: ["Call me, now!", "me me call"],
  tokens: { tokens: [null, "me", "call"], prefix: "" },
};
const reading = { ...plainPairing, text: { pad: "after", cut: "after" } } as const;

it("names the columns of a table's row, with the values of the file", () => {
  const scaled = { ...plainPairing, values: { kind: "affine", scale: [0.1], offset: [-3] } } as const;
  expect(exampleWords(table, scaled, 1, [-2.4, -2.8, -2.6])).toEqual({
    kind: "columns",
    cells: [
      { name: "sepal length", value: 6 },
      { name: "sepal width", value: 2 },
      { name: "petal length", value: 4 },
    ],
    more: 0,
  });
});

it("shows a text, and what of it reaches the network", () => {
  expect(exampleWords(sentences, reading, 0, [2, 1])).toEqual({ kind: "text", text: "Call me, now!", read: "call me" });
  const { texts: _, ...numbers } = sentences;
  expect(exampleWords(numbers, reading, 1, [1, 1, 2, 0])).toEqual({ kind: "text", text: null, read: "me me call" });
});

it("has no words for pictures and for columns without names", () => {
  const image = { plane: [3, 1], order: "channels-last" } as const;
  expect(exampleWords(table, { ...plainPairing, image }, 0, [5, 3, 1])).toBeNull();
  const { columns: _, ...nameless } = table;
  expect(exampleWords(nameless, plainPairing, 0, [5, 3, 1])).toBeNull();
});

it("lists no more columns than can be read", () => {
  const columns = Array.from({ length: 100 }, (_, at) => `x${at}`);
  const wide = { ...table, shape: [100], inputs: new Float32Array(200), columns };
  const words = exampleWords(wide, plainPairing, 0, new Float32Array(100));
  expect(words).toMatchObject({ kind: "columns", more: 60 });
});
