import { expect, it } from "vitest";
import { branchingNetwork } from "../scales/network-fixture.ts";
import { cornerOf, networkLayout } from "../scales/network-layout.ts";
import { networkRows } from "../scales/network-rows.ts";
import { unitShades } from "../scales/unit-shade.ts";
import { drawCells, left, shadeColours } from "./draw-cells.ts";

const rows = networkRows(branchingNetwork);
const layout = networkLayout(rows, 700, 500);
const inks = { surface: "white", neutral: "silver", edge: "grey", ink: "black" };
const here = { k: 1, x: 0, y: 0 };

/** Writes down what is drawn. */
function recorder() {
  const fills: { fill: string; alpha: number; x: number; y: number; side: number }[] = [];
  const frames: { width: number; x: number }[] = [];
  let crosses = 0;
  const context = {
    fillStyle: "",
    strokeStyle: "",
    lineWidth: 1,
    globalAlpha: 1,
    fillRect(x: number, y: number, side: number) {
      fills.push({ fill: String(context.fillStyle), alpha: context.globalAlpha, x, y, side });
    },
    strokeRect(x: number) {
      frames.push({ width: context.lineWidth, x });
    },
    beginPath() {},
    moveTo() {},
    lineTo() {},
    stroke() {
      crosses += 1;
    },
  };
  return { context, fills, frames, crosses: () => crosses };
}

const estimate = {
  power: Float64Array.from({ length: 10 }, (_, player) => player),
  standardError: new Float64Array(10).fill(0.5),
  degreesOfFreedom: Number.POSITIVE_INFINITY,
  evaluations: 10,
};
const intervals = Array.from(estimate.power, (value) => [value - 1, value + 1] as const);
const shaded = unitShades(estimate, intervals, 10, "rank");
const draw = (change: {
  presence?: Float32Array;
  locks?: Uint8Array;
  neutral?: boolean;
  view?: typeof here;
  seen?: number;
}) => {
  const { context, ...drawn } = recorder();
  const look = {
    shades: change.neutral ? unitShades(null, [], 10, "power") : shaded,
    presence: change.presence ?? new Float32Array(10).fill(1),
    locks: change.locks ?? new Uint8Array(10),
  };
  drawCells(context, rows, layout, look, change.view ?? here, inks, change.seen ?? 500);
  return drawn;
};

it("fills every cell by its shade and opens it as far as it is not certain", () => {
  const { fills } = draw({});
  // 14 cells of 10 units, two fills each
  expect(fills).toHaveLength(28);
  const [x, y] = cornerOf(layout, { row: 3, channel: 5 });
  const cell = fills.filter(
    (fill) => fill.x >= x && fill.x < x + layout.side && fill.y >= y && fill.y < y + layout.side,
  );
  expect(cell.map(({ fill }) => fill)).toEqual([shadeColours.at(-1), "white"]);
  expect(cell[1]?.side).toBeLessThan(cell[0]?.side ?? 0);
});

it("is neutral and closed before any estimate", () => {
  const { fills } = draw({ neutral: true });
  expect(new Set(fills.map(({ fill }) => fill))).toEqual(new Set(["silver"]));
  expect(fills).toHaveLength(14);
});

it("shrinks and fades a unit that was cut, in all layers that share it", () => {
  const presence = new Float32Array(10).fill(1);
  presence[1] = 0;
  const { fills } = draw({ presence, neutral: true });
  const faded = fills.filter(({ alpha }) => alpha < 1);
  expect(faded).toHaveLength(2);
  expect(faded[0]?.alpha).toBeCloseTo(left.alpha, 5);
  expect(faded[0]?.side).toBeCloseTo(layout.side * left.side, 5);
});

it("frames what stays and crosses what goes", () => {
  const locks = new Uint8Array(10);
  [locks[4], locks[5]] = [1, 2];
  const plain = draw({ neutral: true });
  const locked = draw({ neutral: true, locks });
  expect(locked.frames.length).toBe(plain.frames.length + 1);
  expect(locked.frames.some(({ width }) => width > 1)).toBe(true);
  expect([plain.crosses(), locked.crosses()]).toEqual([0, 1]);
});

it("draws nothing that is out of sight", () => {
  expect(draw({ view: { k: 1, x: 0, y: -10_000 } }).fills).toHaveLength(0);
  const near = draw({ view: { k: 12, x: -layout.left * 11, y: 0 }, seen: 500, neutral: true });
  expect(near.fills.length).toBeLessThan(14);
  expect(near.fills.every(({ side }) => side === layout.side * 12)).toBe(true);
});

it("draws the cells of a part only, counted row by row", () => {
  const { context, fills } = recorder();
  const look = {
    shades: unitShades(null, [], 10, "power"),
    presence: new Float32Array(10).fill(1),
    locks: new Uint8Array(10),
  };
  const some = (from: number, to: number) => drawCells(context, rows, layout, look, here, inks, 500, { from, to });
  const cells = rows.reduce((sum, { units }) => sum + units.length, 0);
  for (let from = 0; from < cells; from += 3) some(from, from + 3);
  const all = draw({ neutral: true });
  expect(fills).toEqual(all.fills);
});
