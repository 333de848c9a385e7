import { type ReactNode, useRef, useState } from "react";
import type { Comparison } from "../../../state/comparison-of.ts";
import { type FlipCard, FlipSheet } from "../../charts/figures/flip-sheet.tsx";
import type { FigureTable } from "../../charts/saving/figure-table.ts";
import { FigureTwin } from "../../charts/saving/figure-twin.tsx";
import { SaveFigure } from "../../charts/saving/save-figure.tsx";
import { useLabState } from "../../lab-context.ts";
import { valueWords } from "../../quantities.ts";
import { pictureAddress, picturePixels } from "./picture-pixels.ts";

export type FlippedExample = Comparison["flips"][number];

/** Values of an example that is neither a picture nor words. */
const written = 12;

/** Every flip that is kept, as numbers. */
export function flipTable(flips: readonly FlippedExample[], nameOf: (vote: number) => string): FigureTable {
  return {
    columns: [
      "row",
      "kind",
      "truth",
      "full network",
      "its probability",
      "pruned network",
      "probability of the pruned network",
    ],
    rows: flips.map(({ row, kind, label, full, pruned }) => [
      row,
      kind,
      label === null ? null : nameOf(label),
      nameOf(full.vote),
      full.probability,
      nameOf(pruned.vote),
      pruned.probability,
    ]),
  };
}

function wordsOf({ words, input }: FlippedExample): string {
  if (words?.kind === "text") return words.text ?? words.read;
  if (words?.kind === "columns") return words.cells.map(({ name, value }) => `${name} ${valueWords(value)}`).join(", ");
  return Array.from(input.subarray(0, written), valueWords).join(", ");
}

interface FlipFigureProps {
  readonly label: string;
  /** Those that are on the page now. */
  readonly shown: readonly FlippedExample[];
  readonly table: () => FigureTable;
  readonly shape: readonly number[];
  readonly votesOf: (flip: FlippedExample) => string;
  readonly noteOf: (flip: FlippedExample) => string;
  /** The examples as a list. */
  readonly children: ReactNode;
}

/** Examples as a figure: saved like the others, and with a table; what is saved as a picture is drawn only then. */
export function FlipFigure({ label, shown, table, shape, votesOf, noteOf, children }: FlipFigureProps) {
  const figure = useRef<HTMLElement>(null);
  const [saving, setSaving] = useState(false);
  const pairing = useLabState((state) => state.session.prepared?.pairing ?? null);
  const cards = (): readonly FlipCard[] =>
    shown.map((flip) => {
      const picture = picturePixels(flip.input, shape, pairing);
      return {
        id: String(flip.row),
        picture: picture && pictureAddress(picture),
        text: wordsOf(flip),
        votes: votesOf(flip),
        note: noteOf(flip),
      };
    });
  return (
    <figure ref={figure} aria-label={label}>
      {children}
      {saving && (
        <div className="q-hidden" aria-hidden="true">
          <FlipSheet cards={cards()} width={720} />
        </div>
      )}
      <div className="q-tools">
        <SaveFigure figure={figure} label={label} title={label} table={table} keys={undefined} onOpen={setSaving} />
        <FigureTwin label={label} table={table} />
      </div>
    </figure>
  );
}
