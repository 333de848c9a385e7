import type { LineLabel } from "../scales/label-lines.ts";
import { type Mark, markPaint, markPath } from "../scales/unit-mark.ts";
import { Unspoken } from "./unspoken.tsx";

export interface LineLook {
  readonly colour: string;
  readonly mark: Mark;
  readonly dashed?: boolean;
}

/** Pixels that a line's sign takes before its name. */
export const labelSign = 26;

/** A piece of a series' line with one of its marks: what stands before its name. */
export function LineSign({ colour, mark, dashed = false }: LineLook) {
  return (
    <>
      <path d="M0 0H20" stroke={colour} strokeWidth={2} strokeDasharray={dashed ? "5 3" : undefined} fill="none" />
      <path d={markPath(mark, "10", "0", 6)} {...markPaint(mark, colour, 6)} />
    </>
  );
}

interface LineLabelsProps {
  readonly labels: readonly LineLabel[];
  readonly lookOf: (id: string) => LineLook;
}

/** Names of lines beside them, each after a piece of its line. */
export function LineLabels({ labels, lookOf }: LineLabelsProps) {
  return (
    <Unspoken>
      {labels.map(({ id, text, x, y }) => (
        <g key={id} transform={`translate(${x},${y})`}>
          <g transform="translate(0,-4)">
            <LineSign {...lookOf(id)} />
          </g>
          <text className="q-halo" x={labelSign}>
            {text}
          </text>
        </g>
      ))}
    </Unspoken>
  );
}

/** The sign in a list beside the figure. */
export function LineIcon(look: LineLook) {
  return (
    <svg width="22" height="12" aria-hidden="true" style={{ flex: "none" }}>
      <g transform="translate(1,6)">
        <LineSign {...look} />
      </g>
    </svg>
  );
}
