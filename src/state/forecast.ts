import type { Foreseen } from "../core/step.ts";
import { advancePace, type Pace, secondsEach, standing } from "./pace.ts";

/** What was seen so far of a job whose seconds are foreseen. */
export interface Forecast {
  /** Of the part under way: shares of it, and when they were done. */
  readonly pace: Pace;
  readonly part: Foreseen | null;
  /** Seconds that the parts before it took, and how many were foreseen. */
  readonly took: number;
  readonly expected: number;
  /** Seconds worked when the part under way began, and now. */
  readonly began: number;
  readonly now: number;
}

export const nothingSeen: Forecast = { pace: standing, part: null, took: 0, expected: 0, began: 0, now: 0 };

/** What was foreseen of a part counts as much as having seen so much of it. */
const trust = 0.02;
/** What was foreseen of the whole job counts as much as so much of it, where parts before tell of later ones. */
const trustInAll = 0.15;
/** Shares are counted as whole numbers of work. */
const whole = 1000;

/**
 * @param worked seconds, pauses left out
 * @param step of them since the step before, of which nothing may have been foreseen
 */
export function advanceForecast(forecast: Forecast, foreseen: Foreseen, worked: number, step: number): Forecast {
  const { part, took, expected, began, now } = forecast;
  const same = part !== null && part.part === foreseen.part && foreseen.share >= part.share;
  const before = same
    ? { pace: forecast.pace, took, expected, began }
    : {
        pace: advancePace(standing, { done: 0, unit: "share" }, worked - step),
        took: took + (now - began),
        expected: expected + (part === null ? 0 : part.seconds * Math.min(1, part.share)),
        began: worked - step,
      };
  const done = whole * foreseen.share;
  return { ...before, part: foreseen, now: worked, pace: advancePace(before.pace, { done, unit: "share" }, worked) };
}

/** What a part begins with is not its pace: caches fill, code is compiled, a worker wakes up. */
const withoutStart = (pace: Pace): Pace => (pace.marks.length > 3 ? { ...pace, marks: pace.marks.slice(1) } : pace);

/**
 * Seconds left: of the part under way at its present pace, which counts the more the more was seen of it, and of later
 * parts as foreseen, longer or shorter as the parts so far were. Null before anything is foreseen.
 */
export function forecastLeft({ pace, part, took, expected, began, now }: Forecast): number | null {
  if (part === null) return null;
  const { share, seconds, later } = part;
  const all = trustInAll * (expected + seconds + later);
  // the part under way counts by what it shows, once it shows anything
  const load = expected + all > 0 ? (took + all) / (expected + all) : 1;
  const each = secondsEach(withoutStart(pace), whole);
  const seen = each === null ? 0 : share;
  const prior = seconds * load;
  const wholePart = seen === 0 ? prior : (trust * prior + seen * whole * (each as number)) / (trust + seen);
  const ofPart = Math.max(0, 1 - share) * wholePart;
  const over = expected + share * seconds;
  const loadLater = over + all > 0 ? (took + (now - began) + all) / (over + all) : 1;
  return ofPart + Math.max(0.2, loadLater) * later;
}
