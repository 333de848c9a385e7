import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { drawStrokes, type Stroke } from "./draw-strokes.ts";
import { type InkForm, inkBox, inkCentre, inkFormOf } from "./ink-form.ts";

const random = seededRandom("ink", "test");
const near = (value: number) => value + (random.uniform() - 0.5) * 0.1;
/** A hook, leaning differently each time: its centre of mass is not that of its box. */
const hook = (): Stroke =>
  Float32Array.from([0.3, 0.1, near(0.35), near(0.8), near(0.7), near(0.85), near(0.75), near(0.7)]);
const mnist: InkForm = { plane: [28, 28], inkHigh: true, side: 20, centre: "mass", width: 2.5 };

describe("the form of examples", () => {
  it("is found again in drawings that were made with it", () => {
    for (const form of [mnist, { ...mnist, centre: "box", width: 3.5, side: 24 }] as const) {
      const found = inkFormOf(
        Array.from({ length: 40 }, () => drawStrokes([hook()], form)),
        form.plane,
      );
      expect(found?.centre).toBe(form.centre);
      expect(found?.side).toBeCloseTo(form.side, 0);
      expect(Math.abs((found?.width ?? 0) - form.width)).toBeLessThan(0.7);
    }
  });

  it("knows dark ink on light ground", () => {
    const dark = Array.from({ length: 20 }, () => drawStrokes([hook()], mnist).map((value) => 1 - value));
    expect(inkFormOf(dark, mnist.plane)).toMatchObject({ inkHigh: false, side: 20 });
  });

  it("is none where the corners are no plain ground, or nearly all is ink", () => {
    const noise = Array.from({ length: 20 }, () => Float32Array.from({ length: 64 }, () => random.uniform()));
    expect(inkFormOf(noise, [8, 8])).toBeNull();
    const filled = noise.map((plane) => plane.map((_, at) => ([0, 7, 56, 63].includes(at) ? 0 : 1)));
    expect(inkFormOf(filled, [8, 8])).toBeNull();
    expect(inkFormOf([new Float32Array(64)], [8, 8])).toBeNull();
  });
});

describe("a drawing", () => {
  it("takes the side of the examples, with its centre of mass in the middle, wherever and however large it was drawn", () => {
    const small = Float32Array.from([0.1, 0.6, 0.12, 0.7, 0.2, 0.72]);
    const large = small.map((value, at) => (at % 2 === 0 ? (value - 0.1) * 5 + 0.02 : (value - 0.6) * 5 + 0.1));
    const [first, second] = [drawStrokes([small], mnist), drawStrokes([large], mnist)];
    for (const ink of [first, second]) {
      const box = inkBox(ink, mnist.plane) ?? { top: 0, left: 0, bottom: 0, right: 0 };
      expect(Math.abs(box.bottom - box.top - 20)).toBeLessThanOrEqual(1);
      const [y = 0, x = 0] = inkCentre(ink, mnist.plane) ?? [];
      expect(Math.max(Math.abs(y - 14), Math.abs(x - 14))).toBeLessThan(0.6);
    }
    const apart = first.reduce((sum, value, at) => sum + Math.abs(value - (second[at] ?? 0)), 0);
    expect(apart).toBeLessThan(0.03 * first.reduce((sum, value) => sum + value, 0));
  });

  it("keeps a dot small and its ink within the frame", () => {
    const dot = drawStrokes([Float32Array.of(0.9, 0.9)], mnist);
    expect(dot.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.PI * 1.25 ** 2, 0);
    const long = drawStrokes([Float32Array.of(0, 0.5, 1, 0.5)], { ...mnist, side: 28 });
    expect(inkBox(long, mnist.plane)).toMatchObject({ left: 0, right: 28 });
    expect(drawStrokes([], mnist).every((value) => value === 0)).toBe(true);
    expect(Math.max(...drawStrokes([hook(), hook()], mnist))).toBeLessThanOrEqual(1.0001);
  });
});
