/** How many series colours the tokens name (after Okabe and Ito); further series begin again. */
const count = 8;

export function seriesColour(place: number): string {
  return `var(--q-series-${(((place % count) + count) % count) + 1})`;
}
