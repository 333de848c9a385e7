import { lab } from "d3";
import { describe, expect, it } from "vitest";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import { powerColour, shadeColour, shadeSteps, unitShades } from "./unit-shade.ts";

const estimate = {
  power: Float64Array.of(-0.1, 0.3, 0.1, Number.NaN),
  standardError: Float64Array.of(0.01, 0.05, Number.NaN, Number.NaN),
  degreesOfFreedom: 100,
  evaluations: 50,
};
const shades = (shading: "power" | "rank") => unitShades(estimate, confidenceIntervals(estimate), 4, shading);

describe("the shade of a unit", () => {
  it("goes from the least power to the most, and is none where power is not known", () => {
    const { step, rank, domain } = shades("power");
    expect(domain).toEqual([-0.1, 0.3]);
    expect([...step]).toEqual([0, shadeSteps - 1, Math.floor(Math.sqrt(0.5) * shadeSteps), -1]);
    expect([...rank]).toEqual([3, 1, 2, 0]);
  });

  it("goes by the ranking where that is wanted", () => {
    expect([...shades("rank").step]).toEqual([0, shadeSteps - 1, shadeSteps / 2, -1]);
  });

  it("opens the more the wider the interval, and all the way where there is none", () => {
    const [sure = 0, unsure = 0, unknown = 0] = shades("power").doubt;
    expect(sure).toBeGreaterThan(0);
    expect(unsure).toBeGreaterThan(sure);
    expect(unknown).toBe(1);
  });

  it("is neutral before any estimate, and for one of another network", () => {
    expect([...unitShades(null, [], 2, "power").step]).toEqual([-1, -1]);
    expect(unitShades(estimate, [], 5, "power").domain).toBeNull();
  });

  it("can be told by lightness alone", () => {
    const lightness = Array.from({ length: shadeSteps }, (_, step) => lab(shadeColour(step)).l);
    lightness.slice(1).forEach((light, before) => {
      expect(light).toBeGreaterThan(lightness[before] ?? 100);
    });
    expect(powerColour(0)).toBe(shadeColour(0));
    expect(powerColour(1)).toBe(shadeColour(shadeSteps - 1));
  });
});
