import type { ScaleLinear } from "d3";
import type { Band } from "../../../core/uncertainty/band.ts";
import { textWidth } from "../scales/place-labels.ts";
import { Callout } from "./callout.tsx";

interface BandLabelsProps {
  readonly bands: readonly Band[];
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

const names = { outer: "5 to 95 % of masks", inner: "25 to 75 %", mean: "mean over masks" };
const lineHeight = 17;

/** What the areas and the line of a band are, below their lower edge: the band rises to the right, and leaves room there. */
export function BandLabels({ bands, x, y }: BandLabelsProps) {
  const [floor = 0] = y.range();
  const [, right = 0] = x.range();
  const wide = textWidth(names.outer) + 10;
  const top = floor - 12 - 3 * lineHeight;
  // where the band is widest, so that each part of it can be pointed at, and words have room to its right
  const candidates = bands.filter(({ fraction }) => x(fraction) + 20 + wide < right);
  const widest = candidates.reduce<Band | undefined>((best, band) => {
    const spread = ({ quantiles }: Band) => quantiles[4] - quantiles[0];
    return best === undefined || spread(band) > spread(best) ? band : best;
  }, undefined);
  if (widest === undefined) return null;
  const at = x(widest.fraction);
  // as near as the band lets them stand below it
  const free = bands.findLast(({ fraction, quantiles }) => x(fraction) < right - wide && y(quantiles[0]) > top - 4);
  const left = Math.max(at + 24, Math.min(right - wide, x(free?.fraction ?? 0) + 16));
  const middle = (low: number, high: number) => (y(low) + y(high)) / 2;
  const { mean, quantiles } = widest;
  // near the lower edge of the inner area, so that it is not taken for the mean
  const inner = y(mean + 0.75 * (quantiles[1] - mean));
  const parts = [
    { label: names.mean, to: y(mean) },
    { label: names.inner, to: inner },
    { label: names.outer, to: middle(quantiles[0], quantiles[1]) },
  ];
  return parts.map(({ label, to }, place) => (
    <Callout key={label} label={label} x={left} y={floor - 12 - lineHeight * (2 - place)} to={[at, to]} />
  ));
}
