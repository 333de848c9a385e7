import { scaleLinear } from "d3";
import { wilsonInterval } from "../../../core/stats/wilson-interval.ts";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { ReferenceLine } from "../marks/reference-line.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { ChartFrame } from "./chart-frame.tsx";

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  readonly confidence: number;
  readonly accuracy: number;
}

interface ReliabilityDiagramProps {
  /** Whose probabilities: "Full network". */
  readonly name: string;
  readonly examples: string;
  readonly error: number;
  readonly interval: readonly [number, number];
  readonly bins: readonly Bin[];
  readonly colour: string;
}

const margin = { top: 26, right: 14, bottom: 46, left: 44 };
const height = 300;

/** How often the network is right among examples of which it is equally sure; on the diagonal, as often as it says. */
export function ReliabilityDiagram({ name, examples, error, interval, bins, colour }: ReliabilityDiagramProps) {
  const filled = bins.filter((bin) => bin.examples > 0);
  const total = filled.reduce((sum, bin) => sum + bin.examples, 0);
  const intervalOf = (bin: Bin) => wilsonInterval(Math.round(bin.accuracy * bin.examples), bin.examples);
  const table = () => ({
    columns: ["probability from", "to", "examples", "mean probability", "share right", "95 % from", "95 % to"],
    rows: filled.map((bin) => [bin.from, bin.to, bin.examples, bin.confidence, bin.accuracy, ...intervalOf(bin)]),
  });
  return (
    <ChartFrame
      height={height}
      title={`${name}, ${examples}: calibration error ${rateWords(error)} (${intervalWords(interval)})`}
      label={`Reliability of ${name}, of ${countWords(total)} ${examples}: expected calibration error ${rateWords(error)}, 95 % interval ${intervalWords(interval)}.`}
      table={table}
    >
      {(width) => {
        const right = width - margin.right;
        const floor = height - margin.bottom;
        const x = scaleLinear([0, 1], [margin.left, right]);
        const y = scaleLinear([0, 1], [floor, margin.top]);
        return (
          <>
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={(value) => value.toFixed(1)} />
            <AxisBottom scale={x} y={floor} format={(value) => value.toFixed(1)} title="probability of the answer" />
            <Unspoken>
              <text className="q-axis-title" x={0} y={12}>
                share right
              </text>
              {filled.map((bin) => {
                const share = bin.examples / total;
                const [low, high] = intervalOf(bin);
                const middle = x(bin.confidence);
                return (
                  <g key={bin.from}>
                    <rect
                      x={x(bin.from) + 0.5}
                      width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
                      y={y(bin.accuracy)}
                      height={floor - y(bin.accuracy)}
                      fill={colour}
                      fillOpacity={0.1 + 0.25 * Math.sqrt(share)}
                    />
                    <path
                      d={`M${middle} ${y(low)}V${y(high)}`}
                      stroke={colour}
                      strokeOpacity={0.6}
                      strokeWidth={1.25}
                    />
                    <circle cx={middle} cy={y(bin.accuracy)} r={2.5 + 5 * Math.sqrt(share)} fill={colour} />
                  </g>
                );
              })}
            </Unspoken>
            <ReferenceLine x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          </>
        );
      }}
    </ChartFrame>
  );
}
