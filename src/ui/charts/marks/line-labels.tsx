import { useMemo } from "react";
import { labelLines, type NamedLine } from "../scales/label-lines.ts";
import type { Box } from "../scales/place-labels.ts";
import { type Mark, markPaint, markPath } from "../scales/unit-mark.ts";
import { Unspoken } from "./unspoken.tsx";

export interface LineLook {
  readonly colour: string;
  readonly mark: Mark;
  readonly dashed?: boolean;
}

/** Pixels that a line's sign takes before its name. */
const sign = 26;
const unseen: LineLook = { colour: "var(--q-ink-3)", mark: "dot" };

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
  readonly lines: readonly (NamedLine & LineLook)[];
  readonly bounds: Box;
  /** What else is drawn that no name should lie on. */
  readonly taken?: readonly Box[];
}

const nothing: readonly Box[] = [];

/** Names of lines beside them, each after a piece of its line; placed anew only where something has moved. */
export function LineLabels({ lines, bounds, taken = nothing }: LineLabelsProps) {
  const key = JSON.stringify([lines.map(({ id, name, points }) => [id, name, points]), bounds, taken]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all that the labels are made of
  const labels = useMemo(() => labelLines(lines, bounds, sign, taken), [key]);
  return (
    <Unspoken>
      {labels.map(({ id, text, x, y }) => (
        <g key={id} transform={`translate(${x},${y})`}>
          <g transform="translate(0,-4)">
            <LineSign {...(lines.find((line) => line.id === id) ?? unseen)} />
          </g>
          <text className="q-halo" x={sign}>
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
