import { format } from "d3";

const grouped = format(",d");
const thirds = format(".3f");

/** Counts with thousands apart: 44,426. */
export function countWords(count: number): string {
  return grouped(Math.round(count));
}

/** A count and its noun: "1 unit", "51 units". */
export function countOf(count: number, noun: string): string {
  return `${countWords(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Accuracies and rates to three places: 0.982. */
export function rateWords(rate: number): string {
  return Number.isFinite(rate) ? thirds(rate) : "–";
}

export function intervalWords([low, high]: readonly [number, number]): string {
  return `${rateWords(low)} to ${rateWords(high)}`;
}

/** Three significant digits, a true minus: 0.0123, −0.00045, 1.2e-6. */
export function valueWords(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const magnitude = Math.abs(value);
  const words = magnitude < 1e-4 ? value.toExponential(1) : Number(value.toPrecision(3)).toString();
  return words.replace(/^-/, "−");
}

/** Exact solutions and sums are right to about here: what is smaller is nothing. */
const roundOff = 1e-12;

/** A value without the dust that arithmetic leaves: 2.8e-17 is 0. */
export function solvedWords(value: number): string {
  return valueWords(Math.abs(value) < roundOff ? 0 : value);
}

/** Bytes with a decimal prefix: 177 kB, 1.2 MB. */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${countWords(bytes)} B`;
  const [amount, prefix] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${amount < 10 ? amount.toFixed(1) : countWords(amount)} ${prefix}`;
}

/** Seconds as a person says them: "less than a second", "12 s", "3 min 20 s". */
export function durationWords(seconds: number): string {
  if (seconds < 1) return "less than a second";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** Seconds that are left: as a duration, and in tenths where whole seconds would be off by more than they say. */
export function leftWords(seconds: number): string {
  const tenths = Math.round(10 * seconds) / 10;
  return seconds < 1 || tenths >= 10 ? durationWords(seconds) : `${tenths.toFixed(1)} s`;
}

/** How many of something a second: two digits below ten, whole numbers above. */
export function speedWords(perSecond: number): string {
  return perSecond < 10 ? Number(perSecond.toPrecision(2)).toString() : countWords(perSecond);
}

export function shapeWords(shape: readonly number[]): string {
  return shape.join(" × ");
}

/** How much smaller, in words: "−77 %". */
export function changeWords(before: number, after: number): string {
  if (before === 0) return "";
  const percent = Math.round((100 * (after - before)) / before);
  return percent === 0 ? "unchanged" : `${percent < 0 ? "−" : "+"}${Math.abs(percent)} %`;
}
