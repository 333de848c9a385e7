import { lab } from "d3";
import { expect, it } from "vitest";
import { diverging, inkOn, sequential } from "./cell-colour.ts";

const lightness = (colour: string | null) => lab(colour ?? "").l;

it("is lighter for higher values, whatever the hue", () => {
  const colour = sequential(0, 2);
  const steps = [0, 0.5, 1, 1.5, 2].map((value) => lightness(colour(value)));
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(colour(Number.NaN)).toBeNull();
});

it("is pale at zero and tells the signs apart", () => {
  const colour = diverging(1);
  expect(lightness(colour(0))).toBeGreaterThan(90);
  expect(colour(-1)).not.toBe(colour(1));
});

it("writes light on dark and dark on light", () => {
  expect(inkOn("#000020")).toBe("#ffffff");
  expect(inkOn("#ffe040")).toBe("#111a18");
});
