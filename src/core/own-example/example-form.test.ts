import { describe, expect, it } from "vitest";
import type { Dataset } from "../dataset/dataset.ts";
import { type Pairing, plainPairing } from "../dataset/pairing.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { drawStrokes, type Stroke } from "./draw-strokes.ts";
import { type BytePicture, exampleFormOf, valuesOfDrawing, valuesOfPicture, valuesOfText } from "./example-form.ts";
import type { InkForm } from "./ink-form.ts";

const form: InkForm = { plane: [12, 10], inkHigh: true, side: 8, centre: "mass", width: 2 };
const line = (lean: number): Stroke => Float32Array.of(0.5, 0.1, 0.5 + lean, 0.9);
const rows = Int32Array.from({ length: 12 }, (_, row) => row);
const pairing: Pairing = { ...plainPairing, image: { plane: [12, 10], order: "channels-last" } };

/** Lines on plain ground, on any range, ink at its lower or upper end. */
function lines(range: readonly [number, number], inkHigh: boolean, shape: readonly number[] = [12, 10]): Dataset {
  const inputs = new Float32Array(12 * 120);
  for (const row of rows)
    inputs.set(
      drawStrokes([line(row / 40)], form).map((ink) => range[0] + (inkHigh ? ink : 1 - ink) * (range[1] - range[0])),
      row * 120,
    );
  return { name: "lines", count: 12, shape, inputs, labels: new Int32Array(0), classNames: [], range };
}

/** Bytes of one colour, with a dark bar. */
function page(height: number, width: number, ground: number, ink: number): BytePicture {
  const inputs = new Uint8Array(height * width).fill(ground);
  for (let y = Math.floor(height / 5); y < height * 0.8; y++)
    for (let x = Math.floor(width * 0.1); x < width * 0.2; x++) inputs[y * width + x] = ink;
  return { shape: [height, width, 1], inputs };
}

describe("a drawing as an example of the data", () => {
  it.each([
    [[0, 16], true],
    [[-1, 1], false],
  ] as const)("takes the range %j, ink high: %s", (range, inkHigh) => {
    const data = lines(range, inkHigh);
    const found = exampleFormOf(data, pairing, rows);
    expect(found).toMatchObject({ kind: "picture", plane: [12, 10], channels: 1, ink: { inkHigh, side: 8 } });
    const values = valuesOfDrawing(data, pairing, found, [line(0)]);
    const [ground, ink] = inkHigh ? range : [range[1], range[0]];
    expect(values[0]).toBe(ground);
    const shares = Array.from(values, (value) => (value - ground) / (ink - ground));
    expect(Math.min(...shares)).toBeCloseTo(0, 6);
    expect(Math.max(...shares)).toBeGreaterThan(0.7);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it("is refused where the examples are no drawings", () => {
    const noise = { ...lines([0, 1], true), inputs: Float32Array.from({ length: 1440 }, (_, at) => (at * 0.37) % 1) };
    const found = exampleFormOf(noise, pairing, rows);
    expect(found).toMatchObject({ kind: "picture", ink: null });
    expect(() => valuesOfDrawing(noise, pairing, found, [line(0)])).toThrow(/no pictures of this kind/);
    // as a flat row it may be a table
    expect(exampleFormOf({ ...noise, shape: [120] }, pairing, rows).kind).toBe("row");
  });
});

describe("a picture as an example of the data", () => {
  it("is cut out, whatever its size and its ground, and put where the examples have their ink", () => {
    const data = lines([0, 16], true);
    const found = exampleFormOf(data, pairing, rows);
    const onPaper = valuesOfPicture(data, pairing, found, page(200, 300, 240, 10));
    const onBoard = valuesOfPicture(data, pairing, found, page(200, 300, 10, 240));
    expect(onPaper).toEqual(onBoard);
    const inked = Array.from(onPaper, (value, at) => ({ value, y: Math.floor(at / 10) })).filter(
      ({ value }) => value > 8,
    );
    expect(new Set(inked.map(({ y }) => y)).size).toBe(8);
    expect(() => valuesOfPicture(data, pairing, found, page(50, 50, 90, 95))).toThrow(/Nothing in the picture/);
  });

  it("of the examples' size stays as it is, at most inverted", () => {
    const data = { ...lines([0, 255], true), inputs: new Uint8Array(1440).fill(0) };
    for (let row = 0; row < 12; row++) data.inputs.fill(255, row * 120 + 34, row * 120 + 36);
    const found = exampleFormOf(data, pairing, rows);
    const picture = page(12, 10, 3, 200);
    expect(valuesOfPicture(data, pairing, found, picture)).toEqual(Float32Array.from(picture.inputs));
    const inverted = { ...picture, inputs: picture.inputs.map((byte) => 255 - byte) };
    expect(valuesOfPicture(data, pairing, found, inverted)).toEqual(Float32Array.from(picture.inputs));
  });

  it("in colour is cut to the middle, made small, and written plane by plane where the data are", () => {
    const shape = [3, 4, 4];
    const data: Dataset = {
      ...lines([0, 1], true),
      shape,
      inputs: Float32Array.from({ length: 12 * 48 }, (_, at) => (at * 0.37) % 1),
    };
    const planes: Pairing = { ...plainPairing, image: { plane: [4, 4], order: "channels-first" } };
    const found = exampleFormOf(data, planes, rows);
    expect(found).toEqual({ kind: "picture", plane: [4, 4], channels: 3, ink: null });
    const inputs = new Uint8Array(8 * 12 * 3);
    // the sides, which are cut off, are white
    for (let at = 0; at < 96; at++) inputs.set(at % 12 < 2 || at % 12 > 9 ? [255, 255, 255] : [255, 51, 0], at * 3);
    const values = valuesOfPicture(data, planes, found, { shape: [8, 12, 3], inputs });
    expect(Array.from(values, (value) => Math.round(value * 10) / 10)).toEqual(
      [1, 0.2, 0].flatMap((value) => Array(16).fill(value)),
    );
  });
});

it("a text becomes numbers by the vocabulary of the data, at their length", () => {
  const vocabulary: Vocabulary = {
    name: "words",
    tokens: [null, "<OOV>", "the", "cat"],
    normalise: ["lower"],
    splitting: { kind: "blanks" },
    pieces: { kind: "whole" },
    unknown: 1,
    limit: null,
    before: [],
    after: [],
  };
  const data: Dataset = { ...lines([0, 3], true), shape: [4], vocabulary };
  expect(exampleFormOf(data, { ...plainPairing, text: { pad: "after", cut: "after" } }, rows)).toEqual({
    kind: "text",
    typed: true,
  });
  expect(valuesOfText(data, "The CAT sat")).toEqual(Float32Array.of(2, 3, 1, 0));
  expect(valuesOfText(data, "the the the the cat")).toEqual(Float32Array.of(2, 2, 2, 2));
  const { vocabulary: _, ...without } = data;
  expect(() => valuesOfText(without, "cat")).toThrow(/Nothing says how a text/);
});
