import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { paretoFront } from "./pareto-front.ts";

it("keeps what no other point is better than in accuracy and size", () => {
  const points = [
    [0.99, 100],
    [0.98, 50],
    [0.97, 60],
    [0.9, 10],
    [0.9, 11],
  ];
  expect(paretoFront(points, ["higher", "lower"])).toEqual([0, 1, 3]);
});

it("lets a third measure save a point", () => {
  const points = [
    [0.98, 50, 4],
    [0.97, 60, 3],
    [0.97, 60, 5],
  ];
  expect(paretoFront(points, ["higher", "lower", "lower"])).toEqual([0, 1]);
});

it("keeps both of two equal points", () => {
  expect(paretoFront([[1], [1], [0]], ["higher"])).toEqual([0, 1]);
});

it("neither keeps a point with a missing measure nor lets it push another out", () => {
  const points = [
    [0.99, Number.NaN],
    [0.5, 10],
  ];
  expect(paretoFront(points, ["higher", "lower"])).toEqual([1]);
  expect(paretoFront([], ["higher"])).toEqual([]);
});

it("leaves no point outside that nothing on the front beats, and none inside that another beats", () => {
  const random = seededRandom(3, "front");
  const points = Array.from({ length: 60 }, () => Array.from({ length: 3 }, () => random.integer(8)));
  const front = new Set(paretoFront(points, ["higher", "lower", "lower"]));
  const beats = ([a, b, c]: number[], [x, y, z]: number[]) =>
    a! >= x! && b! <= y! && c! <= z! && (a! > x! || b! < y! || c! < z!);
  for (const [place, point] of points.entries()) {
    const beaten = points.some((other, k) => (front.has(place) || front.has(k)) && beats(other, point));
    expect(beaten).toBe(!front.has(place));
  }
});
