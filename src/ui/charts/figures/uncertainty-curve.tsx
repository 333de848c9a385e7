import { line, type ScaleLinear } from "d3";
import type { Band, UncertaintyStatistic } from "../../../core/uncertainty/band.ts";
import { Unspoken } from "../marks/unspoken.tsx";

interface UncertaintyCurveProps {
  readonly bands: readonly Band[];
  readonly statistic: UncertaintyStatistic;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** Kept fraction of the peak; null where another statistic's peak is the critical size. */
  readonly peak: number | null;
}

export function UncertaintyCurve({ bands, statistic, x, y, peak }: UncertaintyCurveProps) {
  const curve = line<Band>(
    (band) => x(band.fraction),
    (band) => y(band.uncertainty[statistic]),
  );
  const [bottom = 0, top = 0] = y.range();
  return (
    <Unspoken>
      <path className="q-uncertainty-line" d={curve(bands) ?? ""} />
      {bands.map((band) => (
        <circle
          key={band.fraction}
          className="q-uncertainty-dot"
          r={2.5}
          cx={x(band.fraction)}
          cy={y(band.uncertainty[statistic])}
        />
      ))}
      {peak !== null && <line className="q-reference" x1={x(peak)} x2={x(peak)} y1={bottom} y2={top} />}
    </Unspoken>
  );
}
