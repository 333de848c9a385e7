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
  const left = right - textWidth(names.outer) - 10;
  // where the band is widest, so that each part of it can be pointed at, but left of the words
  const candidates = bands.filter(({ fraction }) => x(fraction) < left - 12);
  const widest = candidates.reduce<Band | undefined>((best, band) => {
    const spread = ({ quantiles }: Band) => quantiles[4] - quantiles[0];
    return best === undefined || spread(band) > spread(best) ? band : best;
  }, undefined);
  if (widest === undefined) return null;
  const at = x(widest.fraction);
  const middle = (low: number, high: number) => (y(low) + y(high)) / 2;
  const { mean, quantiles } = widest;
  const inner = Math.abs(quantiles[1] - mean) > 0.01 ? middle(quantiles[1], mean) : y(quantiles[1]);
  const parts = [
    { label: names.mean, to: y(mean) },
    { label: names.inner, to: inner },
    { label: names.outer, to: middle(quantiles[0], quantiles[1]) },
  ];
  return parts.map(({ label, to }, place) => (
    <Callout key={label} label={label} x={left} y={floor - 12 - lineHeight * (2 - place)} to={[at, to]} />
  ));
}
