import { interpolateCividis, interpolatePuOr, lab } from "d3";

/** Sequential and readable without colour vision: dark blue is low, yellow is high. */
export function sequential(low: number, high: number): (value: number) => string | null {
  const span = high - low;
  return (value) => (Number.isFinite(value) ? interpolateCividis(span > 0 ? (value - low) / span : 0.5) : null);
}

/** Diverging and readable without colour vision: violet is below zero, orange above, pale at zero. */
export function diverging(most: number): (value: number) => string | null {
  return (value) => (Number.isFinite(value) ? interpolatePuOr(0.5 + (most > 0 ? (0.42 * value) / most : 0)) : null);
}

/** Ink that can be read on a colour, whatever the page's scheme. */
export function inkOn(colour: string): string {
  return lab(colour).l > 56 ? "#111a18" : "#ffffff";
}
