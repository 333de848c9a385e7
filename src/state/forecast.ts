import type { Foreseen } from "../core/step.ts";
import { advancePace, type Pace, secondsEach, standing } from "./pace.ts";

/** What was seen so far of a job whose seconds are foreseen. */
export interface Forecast {
  /** Of the part under way: shares of it, and when they were done. */
  readonly pace: Pace;
  readonly part: Foreseen | null;
  /** Seconds that the parts before it took, by their pace, and how many were foreseen. */
  readonly took: number;
  readonly expected: number;
}

export const nothingSeen: Forecast = { pace: standing, part: null, took: 0, expected: 0 };

/** What was foreseen of a part counts as much as having seen so much of it, and ever less once it shows some steps. */
const [trust, some] = [0.02, 3];
/** What was foreseen of the whole job counts as much as so much of it, where parts before tell of later ones. */
const trustInAll = 0.15;
/** Shares are counted as whole numbers of work. */
const whole = 1000;

/** What a part begins with is not its pace: caches fill, code is compiled, a worker wakes up. */
const withoutStart = (pace: Pace): Pace => (pace.marks.length > 3 ? { ...pace, marks: pace.marks.slice(1) } : pace);

/** Seconds that parts took and were foreseen to take, the one under way with them once it shows a pace of its own. */
function taken({ pace, part, took, expected }: Forecast): { readonly took: number; readonly expected: number } {
  const each = pace.marks.length > 3 ? secondsEach(withoutStart(pace), whole) : null;
  if (part === null || each === null) return { took, expected };
  return { took: took + part.share * whole * each, expected: expected + part.share * part.seconds };
}

/**
 * @param worked seconds, pauses left out
 * @param step of them since the step before, of which nothing may have been foreseen
 */
export function advanceForecast(forecast: Forecast, foreseen: Foreseen, worked: number, step: number): Forecast {
  const { part } = forecast;
  const same = part !== null && part.part === foreseen.part && foreseen.share >= part.share;
  const before = same
    ? forecast
    : { ...taken(forecast), pace: advancePace(standing, { done: 0, unit: "share" }, worked - step) };
  const done = whole * foreseen.share;
  return { ...before, part: foreseen, pace: advancePace(before.pace, { done, unit: "share" }, worked) };
}

/**
 * Seconds left: of the part under way at its present pace, which counts the more the more was seen of it, and of later
 * parts as foreseen, longer or shorter as the parts so far were. Null before anything is foreseen.
 */
export function forecastLeft(forecast: Forecast): number | null {
  const { pace, part, took, expected } = forecast;
  if (part === null) return null;
  const { share, seconds, later } = part;
  const all = trustInAll * (expected + seconds + later);
  const load = (of: { readonly took: number; readonly expected: number }) =>
    of.expected + all > 0 ? (of.took + all) / (of.expected + all) : 1;
  const prior = seconds * load({ took, expected });
  const each = secondsEach(withoutStart(pace), whole);
  const trusted = trust / (1 + ((pace.marks.length - 1) / some) ** 2);
  const wholePart = each === null ? prior : (trusted * prior + share * whole * each) / (trusted + share);
  return Math.max(0, 1 - share) * wholePart + load(taken(forecast)) * later;
}
