import { expect, it } from "vitest";
import { seededRandom } from "../../../core/random/random-source.ts";
import { powerPaths } from "./power-paths.ts";

const markAt = (_: number, x: string, y: string) => `M${x} ${y}h0`;
const piecesOf = (path: string | undefined) =>
  (path ?? "")
    .split("M")
    .slice(1)
    .map((piece) => piece.split(/[ VhH]/).map(Number));
const widthOf = (pixels: number, count: number) => (rank: number) => 60 + (pixels / count) * (rank - 0.5);
const y = (value: number) => 250 - 200 * value;

it("draws every unit and every interval where there is room, by kind", () => {
  const { marks, whiskers } = powerPaths({
    players: Int32Array.of(2, 0, 1),
    power: Float64Array.of(0.5, Number.NaN, 1),
    intervals: [[0.4, 0.6], null, null],
    kindOf: Uint8Array.of(0, 0, 2),
    markAt,
    x: widthOf(300, 3),
    y,
  });
  expect(marks[0]).toBe("M210 150h0");
  expect(marks[1]).toBeUndefined();
  expect(marks[2]).toBe("M110 50h0");
  expect(whiskers[0]).toBe("M210 130V170");
  expect(whiskers[2]).toBeUndefined();
});

it("draws ten thousand units as some thousand pieces, none of them far from where it is", () => {
  const count = 10_000;
  const random = seededRandom(7);
  const power = Float64Array.from({ length: count }, (_, place) => (1 - place / count) ** 6 + 0.002 * random.uniform());
  const intervals = Array.from(power, (value, place) =>
    place % 5 === 0 ? null : ([value - 0.01 * random.uniform(), value + 0.01] as const),
  );
  const kindOf = Uint8Array.from({ length: count }, (_, place) => (place < 300 ? 0 : place % 2 === 0 ? 1 : 2));
  const players = Int32Array.from(power.keys());
  const x = widthOf(900, count);
  const { marks, whiskers } = powerPaths({ players, power, intervals, kindOf, markAt, x, y });
  const drawn = marks.map(piecesOf);
  const spans = whiskers.map(piecesOf);
  expect(drawn.flat().length).toBeLessThan(5000);
  expect(spans.flat().length).toBeLessThan(2500);
  for (const player of players) {
    const kind = kindOf[player] as number;
    const [across, down] = [x(player + 1), y(power[player] as number)];
    const near = (at: number | undefined) => Math.abs((at as number) - across) <= 0.5;
    expect(drawn[kind]?.some(([at, level]) => near(at) && Math.abs((level as number) - down) <= 0.26)).toBe(true);
    const interval = intervals[player];
    if (!interval) continue;
    const [top, bottom] = [y(interval[1]), y(interval[0])];
    const covers = ([at, from, to]: number[]) =>
      near(at) && (from as number) <= top + 0.06 && (to as number) >= bottom - 0.06;
    expect(spans[kind]?.some(covers)).toBe(true);
  }
});

it("leaves open what lies between whiskers of one column that do not touch", () => {
  const count = 400;
  const power = new Float64Array(count).fill(0.5);
  const intervals = Array.from(power, (_, place) => (place % 2 === 0 ? ([0.1, 0.2] as const) : ([0.8, 0.9] as const)));
  const { whiskers } = powerPaths({
    players: Int32Array.from(power.keys()),
    power,
    intervals,
    kindOf: new Uint8Array(count),
    markAt,
    x: widthOf(100, count),
    y,
  });
  const spans = piecesOf(whiskers[0]);
  expect(new Set(spans.map(([, top, bottom]) => `${top} ${bottom}`))).toEqual(new Set(["70 90", "210 230"]));
  expect(spans).toHaveLength(2 * new Set(spans.map(([at]) => at)).size);
});
