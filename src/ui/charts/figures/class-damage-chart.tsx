import { scaleLinear } from "d3";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { cellProps } from "../interaction/cell-props.ts";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { NetworkMark, type NetworkShape } from "../marks/network-mark.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { Whisker } from "../marks/whisker.tsx";
import { ChartFrame } from "./chart-frame.tsx";

interface Recall {
  readonly value: number;
  readonly interval: readonly [number, number];
}

export interface DamagedClass {
  readonly name: string;
  readonly examples: number;
  readonly full: Recall;
  readonly pruned: Recall;
}

interface ClassDamageChartProps {
  /** In the order in which they are drawn, from the top. */
  readonly classes: readonly DamagedClass[];
  /** All of them, for the table. */
  readonly all: readonly DamagedClass[];
  /** What the rates are of: "validation examples". */
  readonly examples: string;
  readonly name: string;
  readonly colour: string;
  readonly shape: NetworkShape;
  /** Class that is pointed at here or among the examples, and the one whose examples alone are shown. */
  readonly lit: string | null;
  readonly onLight: (name: string | null) => void;
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

const rowHeight = 30;
const top = 26;
const bottom = 44;
const letter = 6.8;
/** The two of a row stand this far above and below its middle, so that their intervals do not cover each other. */
const apart = 5;

/** How much each class is recognised before and after: two marks a class, joined, with their intervals. */
export function ClassDamageChart(props: ClassDamageChartProps) {
  const { classes, all, examples, name, colour, shape, lit, onLight, chosen, onChoose } = props;
  const height = top + classes.length * rowHeight + bottom;
  const worst = all.toSorted((a, b) => a.pruned.value - a.full.value - (b.pruned.value - b.full.value))[0];
  const table = () => ({
    columns: [
      "class",
      "examples",
      "full",
      "full, 95 % from",
      "full, to",
      "pruned",
      "pruned, 95 % from",
      "pruned, to",
      "change",
    ],
    rows: all.map((one) => [
      one.name,
      one.examples,
      one.full.value,
      ...one.full.interval,
      one.pruned.value,
      ...one.pruned.interval,
      one.pruned.value - one.full.value,
    ]),
  });
  return (
    <ChartFrame
      height={height}
      title={`Share of each class recognised, on ${examples}`}
      label={`Share of each class that is recognised on ${examples}, by the full network and by ${name}.${
        worst === undefined
          ? ""
          : ` Most damaged: ${worst.name}, from ${rateWords(worst.full.value)} (${intervalWords(worst.full.interval)}) to ${rateWords(worst.pruned.value)} (${intervalWords(worst.pruned.interval)}).`
      }`}
      table={table}
    >
      {(width) => {
        const room = Math.min(0.34 * width, 16 + letter * Math.max(...classes.map((one) => one.name.length)));
        const fits = Math.max(3, Math.floor((room - 12) / letter));
        const least = Math.min(...classes.flatMap(({ full, pruned }) => [full.interval[0], pruned.interval[0]]));
        const right = width - 22;
        const x = scaleLinear([Math.max(0, Math.floor(10 * least - 0.3) / 10), 1], [room, right]);
        const floor = height - bottom;
        const at = Math.max(
          0,
          classes.findIndex((one) => one.name === lit),
        );
        const rows = cellProps({
          label: "Classes",
          rows: classes.length,
          columns: 1,
          at: { row: at, column: 0 },
          words: classes.map(
            (one) =>
              `${one.name}: full ${rateWords(one.full.value)} (${intervalWords(one.full.interval)}), pruned ${rateWords(one.pruned.value)} (${intervalWords(one.pruned.interval)})`,
          ),
          locate: (_, down) => ({ row: Math.floor((down - top) / rowHeight), column: 0 }),
          onCell: ({ row }) => onLight(classes[row]?.name ?? null),
        });
        return (
          <>
            <Unspoken>
              <NetworkMark x={room + 6} y={10} shape="square" colour="var(--q-ink-3)" hollow />
              <text x={room + 17} y={14}>
                full
              </text>
              <NetworkMark x={room + 56} y={10} shape={shape} colour={colour} />
              <text x={room + 68} y={14}>
                pruned
              </text>
              {classes.map(({ name: className, full, pruned, examples: count }, row) => {
                const y = top + (row + 0.5) * rowHeight;
                return (
                  <g key={className}>
                    {(className === lit || className === chosen) && (
                      <rect
                        className="q-row-lit"
                        x={0}
                        y={y - rowHeight / 2 + 1}
                        width={width}
                        height={rowHeight - 2}
                        rx={4}
                      />
                    )}
                    <line className="q-grid" x1={room} x2={right} y1={y + rowHeight / 2} y2={y + rowHeight / 2} />
                    <text
                      x={room - 10}
                      y={y}
                      dy="0.32em"
                      textAnchor="end"
                      className={className === chosen ? "q-pane-title" : undefined}
                    >
                      {className.length > fits ? `${className.slice(0, fits - 1)}…` : className}
                      <title>{`${className}, ${countWords(count)} examples`}</title>
                    </text>
                    <line
                      x1={x(full.value)}
                      x2={x(pruned.value)}
                      y1={y - apart}
                      y2={y + apart}
                      stroke={colour}
                      strokeWidth={3}
                      strokeOpacity={0.35}
                    />
                    <Whisker
                      across
                      at={y - apart}
                      from={x(full.interval[0])}
                      to={x(full.interval[1])}
                      colour="var(--q-ink-3)"
                    />
                    <Whisker
                      across
                      at={y + apart}
                      from={x(pruned.interval[0])}
                      to={x(pruned.interval[1])}
                      colour={colour}
                    />
                    <NetworkMark x={x(full.value)} y={y - apart} shape="square" colour="var(--q-ink-3)" hollow />
                    <NetworkMark x={x(pruned.value)} y={y + apart} shape={shape} colour={colour} />
                  </g>
                );
              })}
              <AxisBottom
                scale={x}
                y={floor}
                format={(value) => value.toFixed(2)}
                title={`share recognised, of ${examples}`}
              />
            </Unspoken>
            <PickArea
              area={{ left: 0, right: width, top, bottom: floor }}
              {...rows}
              onKeyDown={(event) => {
                const here = classes[at];
                if (event.key !== "Enter" || here === undefined) return rows.onKeyDown(event);
                event.preventDefault();
                onChoose(here.name);
              }}
              onClick={(event) => {
                const here = classes[Math.floor((pointerPlace(event)[1] - top) / rowHeight)];
                if (here) onChoose(here.name);
              }}
              onBlur={() => onLight(null)}
              onPointerLeave={() => onLight(null)}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}
