import { describe, expect, it } from "vitest";
import { advanceForecast, forecastLeft, nothingSeen } from "./forecast.ts";

/** A part of a scripted job: what is foreseen of it, and the seconds that each of its steps takes. */
interface Part {
  readonly foreseen: number;
  readonly steps: readonly number[];
}

const even = (steps: number, seconds: number) => Array.from({ length: steps }, () => seconds / steps);

/** What was said at every step, over what was left, from a share of the time to nine tenths. */
function sayings(parts: readonly Part[], from = 0.1): number[] {
  const whole = parts.reduce((sum, { steps }) => sum + steps.reduce((a, b) => a + b, 0), 0);
  let [forecast, worked] = [nothingSeen, 0];
  const said: number[] = [];
  parts.forEach(({ foreseen: seconds, steps }, part) => {
    const later = parts.slice(part + 1).reduce((sum, each) => sum + each.foreseen, 0);
    steps.forEach((step, place) => {
      worked += step;
      forecast = advanceForecast(forecast, { part, share: (place + 1) / steps.length, seconds, later }, worked, step);
      if (worked >= from * whole && worked <= 0.9 * whole)
        said.push((forecastLeft(forecast) as number) / (whole - worked));
    });
  });
  return said;
}

const worst = (ratios: readonly number[]) => ratios.reduce((most, ratio) => Math.max(most, Math.abs(ratio - 1)), 0);

describe("time left of a job whose seconds are foreseen", () => {
  it("is not known before anything is foreseen", () => {
    expect(forecastLeft(nothingSeen)).toBeNull();
  });

  it("is what was foreseen with the first step, and at every other where that is right", () => {
    const parts = [
      { foreseen: 2, steps: even(10, 2) },
      { foreseen: 6, steps: even(20, 6) },
    ];
    expect(worst(sayings(parts, 0))).toBeLessThan(1e-9);
  });

  it.each([0.5, 0.75, 1.3, 2])(
    "is right within a fifth after a tenth of one part that takes %s times that",
    (times) => {
      expect(worst(sayings([{ foreseen: 10 / times, steps: even(40, 10) }]))).toBeLessThan(0.2);
    },
  );

  it.each([0.7, 1.4])("takes later parts for %s times as long where the first one was", (times) => {
    const parts = [
      { foreseen: 3, steps: even(12, 3 * times) },
      { foreseen: 8, steps: even(30, 8 * times) },
      { foreseen: 1, steps: even(4, times) },
    ];
    expect(worst(sayings(parts, 0.2))).toBeLessThan(0.2);
  });

  it("is not misled by a first step that is slow, less than three times or more", () => {
    for (const slow of [2, 2.8, 6]) {
      const [first, ...others] = even(40, 10) as [number, ...number[]];
      expect(worst(sayings([{ foreseen: 10, steps: [slow * first, ...others] }]))).toBeLessThan(0.2);
    }
  });

  it("is not misled by a part that begins anew, such as another layer's", () => {
    let forecast = advanceForecast(nothingSeen, { part: 0, share: 1, seconds: 2, later: 4 }, 2, 2);
    forecast = advanceForecast(forecast, { part: 1, share: 0.1, seconds: 4, later: 0 }, 2.4, 0.4);
    expect(forecastLeft(forecast)).toBeCloseTo(3.6, 6);
  });

  it("does not take what the first part begins with for the pace of the others", () => {
    const forecast = advanceForecast(nothingSeen, { part: 1, share: 1, seconds: 0.05, later: 6 }, 0.9, 0.9);
    expect(forecastLeft(forecast)).toBeCloseTo(6, 6);
  });

  it("counts neither what a run did before it went on, nor what nobody foresaw", () => {
    const forecast = advanceForecast(nothingSeen, { part: 0, share: 0.5, seconds: 10, later: 2 }, 105, 5);
    expect(forecastLeft(forecast)).toBeCloseTo(7, 6);
  });
});
