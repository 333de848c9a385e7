import { scaleLinear } from "d3";
import { intervalWords, rateWords, valueWords } from "../../quantities.ts";
import { cellProps } from "../interaction/cell-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { NetworkMark, type NetworkShape } from "../marks/network-mark.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { Whisker } from "../marks/whisker.tsx";
import { textWidth } from "../scales/place-labels.ts";
import { ChartFrame } from "./chart-frame.tsx";

interface PassTime {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

export interface TimedNetwork {
  readonly id: string;
  /** Its number among those compared, and its name. */
  readonly number: number;
  readonly name: string;
  readonly colour: string;
  readonly shape: NetworkShape;
  readonly full: PassTime;
  readonly pruned: PassTime;
  readonly ratio: { readonly value: number; readonly interval: readonly [number, number] | null };
}

interface LatencyChartProps {
  readonly networks: readonly TimedNetwork[];
  /** "a pass of 64 examples, wasm" */
  readonly what: string;
  /** Networks that are pointed at, here or in another figure. */
  readonly lit: readonly string[];
  readonly onLight: (id: string | null) => void;
}

const rowHeight = 56;
const top = 24;
const bottom = 44;
const apart = 6;

/** "0.62 of the full network’s (0.58 to 0.66)" */
const ratioWords = ({ ratio }: TimedNetwork) =>
  `${rateWords(ratio.value)} of the full network’s${ratio.interval ? ` (${intervalWords(ratio.interval)})` : ""}`;

/** "× 0.620 (0.580 to 0.660)" */
const shareWords = ({ ratio }: TimedNetwork) =>
  `× ${rateWords(ratio.value)}${ratio.interval ? ` (${intervalWords(ratio.interval)})` : ""}`;

/** As many letters as fit. */
function cut(text: string, room: number): string {
  const fits = Math.floor(room / 7.2);
  return text.length <= fits ? text : `${text.slice(0, Math.max(1, fits - 1))}…`;
}

const timeWords = ({ median, quartiles }: PassTime) =>
  `${valueWords(median)} ms (${valueWords(quartiles[0])} to ${valueWords(quartiles[1])})`;

/** Time of a pass of each network and of the full one, taken in turns: medians with their quartiles. */
export function LatencyChart({ networks, what, lit, onLight }: LatencyChartProps) {
  const height = top + networks.length * rowHeight + bottom;
  const table = () => ({
    columns: [
      "network",
      "full, median ms",
      "lower quartile",
      "upper quartile",
      "pruned, median ms",
      "lower quartile ",
      "upper quartile ",
      "ratio",
      "95 % from",
      "95 % to",
    ],
    rows: networks.map(({ name, full, pruned, ratio }) => [
      name,
      full.median,
      ...full.quartiles,
      pruned.median,
      ...pruned.quartiles,
      ratio.value,
      ratio.interval?.[0] ?? null,
      ratio.interval?.[1] ?? null,
    ]),
  });
  return (
    <ChartFrame
      height={height}
      title={`Milliseconds of ${what}: medians and quartiles`}
      label={`Time of ${what}. ${networks.map((one) => `${one.name} takes ${timeWords(one.pruned)}, ${ratioWords(one)}`).join("; ")}.`}
      table={table}
    >
      {(width) => {
        const right = width - 18;
        const most = Math.max(...networks.flatMap(({ full, pruned }) => [full.quartiles[1], pruned.quartiles[1]]));
        const x = scaleLinear([0, most * 1.05 || 1], [14, right]);
        const rows = cellProps({
          label: `Networks by time of ${what}`,
          rows: networks.length,
          columns: 1,
          at: {
            row: Math.max(
              0,
              networks.findIndex(({ id }) => lit.includes(id)),
            ),
            column: 0,
          },
          words: networks.map((one) => `${one.name}: ${timeWords(one.pruned)}, ${ratioWords(one)}`),
          locate: (_, down) => ({ row: Math.floor((down - top) / rowHeight), column: 0 }),
          onCell: ({ row }) => onLight(networks[row]?.id ?? null),
        });
        return (
          <>
            <Unspoken>
              <NetworkMark x={20} y={8} shape="square" colour="var(--q-ink-3)" hollow />
              <text x={31} y={12}>
                full
              </text>
              <NetworkMark x={74} y={8} shape="circle" colour="var(--q-ink-2)" />
              <text x={86} y={12}>
                pruned
              </text>
              {networks.map((one, row) => {
                const y = top + (row + 1) * rowHeight - 20;
                return (
                  <g key={one.id}>
                    {lit.includes(one.id) && (
                      <rect className="q-row-lit" x={8} y={y - 34} width={right} height={rowHeight - 4} rx={4} />
                    )}
                    <text className="q-pane-title" x={14} y={y - 17}>
                      {cut(`${one.number} ${one.name}`, right - 14 - textWidth(shareWords(one)) - 20)}
                    </text>
                    <text x={right} y={y - 17} textAnchor="end">
                      {shareWords(one)}
                    </text>
                    <line className="q-grid" x1={14} x2={right} y1={y + 16} y2={y + 16} />
                    <Whisker
                      across
                      at={y - apart}
                      from={x(one.full.quartiles[0])}
                      to={x(one.full.quartiles[1])}
                      colour="var(--q-ink-3)"
                    />
                    <Whisker
                      across
                      at={y + apart}
                      from={x(one.pruned.quartiles[0])}
                      to={x(one.pruned.quartiles[1])}
                      colour={one.colour}
                    />
                    <NetworkMark x={x(one.full.median)} y={y - apart} shape="square" colour="var(--q-ink-3)" hollow />
                    <NetworkMark x={x(one.pruned.median)} y={y + apart} shape={one.shape} colour={one.colour} />
                  </g>
                );
              })}
              <AxisBottom scale={x} y={height - bottom} format={valueWords} title="milliseconds" />
            </Unspoken>
            <PickArea
              area={{ left: 14, right, top, bottom: height - bottom }}
              {...rows}
              onBlur={() => onLight(null)}
              onPointerLeave={() => onLight(null)}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}
