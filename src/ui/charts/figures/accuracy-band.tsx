import { area, line, type ScaleLinear } from "d3";
import type { Band } from "../../../core/uncertainty/band.ts";
import { Unspoken } from "../marks/unspoken.tsx";

interface AccuracyBandProps {
  readonly bands: readonly Band[];
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** Areas from the 5 to the 95 % and from the 25 to the 75 % quantile, and the mean. */
export function AccuracyBand({ bands, x, y }: AccuracyBandProps) {
  const between = (low: 0 | 1, high: 3 | 4) =>
    area<Band>(
      (band) => x(band.fraction),
      (band) => y(band.quantiles[low]),
      (band) => y(band.quantiles[high]),
    )(bands) ?? "";
  const mean = line<Band>(
    (band) => x(band.fraction),
    (band) => y(band.mean),
  );
  return (
    <Unspoken>
      <path className="q-band-outer" d={between(0, 4)} />
      <path className="q-band-inner" d={between(1, 3)} />
      <path className="q-band-line" d={mean(bands) ?? ""} />
    </Unspoken>
  );
}
