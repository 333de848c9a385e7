import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { type FlipKind, flipKinds } from "../../../core/compare/flips.ts";
import type { ComparedPart, Comparison } from "../../../state/comparison-of.ts";
import { useLabState } from "../../lab-context.ts";
import { countOf, countWords, rateWords } from "../../quantities.ts";
import { partWords } from "./comparison-words.ts";
import { ExamplePicture } from "./example-picture.tsx";
import { FlipFigure, type FlippedExample, flipTable } from "./flip-figure.tsx";

const kindWords: Record<FlipKind, string> = {
  lost: "Lost: right before, wrong now",
  won: "Won: wrong before, right now",
  other: "Other: wrong before and now",
};

interface FlipGalleryProps {
  readonly comparison: Comparison;
  readonly part: ComparedPart;
  /** The pruned network's name. */
  readonly name: string;
  /** Class that is pointed at in another figure: its examples stand out; and the one whose examples alone are shown. */
  readonly litClass: string | null;
  readonly onlyClass: string | null;
  readonly onLightClass: (name: string | null) => void;
  readonly onOnlyClass: (name: string | null) => void;
}

const page = 12;

/** Examples that the full and the pruned network answer differently, as the network sees them. */
export function FlipGallery(props: FlipGalleryProps) {
  const { comparison, part, name, litClass, onlyClass, onLightClass, onOnlyClass } = props;
  const { flipped, flips, inputShape, examples } = comparison;
  const classNames = useLabState((state) => state.session.holdings?.dataset?.classNames ?? []);
  const first = flipKinds.find((kind) => flipped[kind] > 0) ?? "lost";
  const [chosen, setChosen] = useState<FlipKind | null>(null);
  const [pages, setPages] = useState(1);
  const kind = chosen ?? first;
  const nameOf = (number: number) => (number < 0 ? "no class" : (classNames[number] ?? String(number)));
  const classOf = ({ label, full }: FlippedExample) => nameOf(label ?? full.vote);
  const of = flips.filter((flip) => flip.kind === kind && (onlyClass === null || classOf(flip) === onlyClass));
  const shown = of.slice(0, pages * page);
  const sure = (probability: number | null) => (probability === null ? "" : ` ${rateWords(probability)}`);
  const changed = flipped.lost + flipped.won + flipped.other;
  return (
    <div className="q-block" data-testid="flips">
      <h3>Examples that flipped</h3>
      <p className="q-say">
        {changed === 0 ? "No" : <strong>{countWords(changed)}</strong>} of {countOf(examples, "answer")} on{" "}
        {partWords[part]} changed
        {changed > 0 &&
          `: ${countWords(flipped.lost)} lost, ${countWords(flipped.won)} won, ${countWords(flipped.other)} from one wrong answer to another`}
        .
      </p>
      {changed > 0 && (
        <>
          <div style={{ maxWidth: 300 }}>
            <NativeSelect
              label="Show"
              value={kind}
              data={flipKinds.map((value) => ({ value, label: `${kindWords[value]} (${countWords(flipped[value])})` }))}
              onChange={(event) => {
                setChosen(event.currentTarget.value as FlipKind);
                setPages(1);
              }}
            />
          </div>
          {of.length === 0 ? (
            <p className="q-empty">There are none of this kind{onlyClass !== null && ` of class ${onlyClass}`}.</p>
          ) : (
            <FlipFigure
              label={`Examples that ${name} answers differently, on ${partWords[part]}: ${kindWords[kind].toLowerCase()}`}
              shown={shown}
              table={() => flipTable(flips, nameOf)}
              shape={inputShape}
              votesOf={(flip) =>
                `${nameOf(flip.full.vote)}${sure(flip.full.probability)} → ${nameOf(flip.pruned.vote)}${sure(flip.pruned.probability)}`
              }
              noteOf={(flip) =>
                `${flip.label === null ? "" : `truth ${nameOf(flip.label)} · `}row ${countWords(flip.row)}`
              }
            >
              <ul className={of.some(({ words }) => words) ? "q-flips q-flips-wide" : "q-flips"}>
                {shown.map((flip) => {
                  const { row, label, full, pruned, input, words } = flip;
                  const truth = label === null ? "" : nameOf(label);
                  return (
                    <li
                      key={row}
                      data-lit={classOf(flip) === litClass}
                      onPointerEnter={() => onLightClass(classOf(flip))}
                      onPointerLeave={() => onLightClass(null)}
                    >
                      <ExamplePicture
                        input={input}
                        shape={inputShape}
                        {...(words ? { words } : {})}
                        label={`Example ${row}${truth === "" ? "" : `: ${truth}`}, read as ${nameOf(pruned.vote)}`}
                      />
                      <span className="q-flip-votes">
                        <strong>{nameOf(full.vote)}</strong>
                        {sure(full.probability)}
                        <span aria-hidden="true"> → </span>
                        <span className="q-hidden"> before, now </span>
                        <strong>{nameOf(pruned.vote)}</strong>
                        {sure(pruned.probability)}
                      </span>
                      <span className="q-note">
                        {truth !== "" && `truth ${truth} · `}row {countWords(row)}
                      </span>
                    </li>
                  );
                })}
              </ul>
            </FlipFigure>
          )}
          <div className="q-row">
            {of.length > pages * page && (
              <Button size="xs" variant="default" onClick={() => setPages(pages + 1)}>
                Show more
              </Button>
            )}
            {onlyClass !== null && (
              <Button size="xs" variant="default" onClick={() => onOnlyClass(null)}>
                All classes again
              </Button>
            )}
            <span className="q-note">
              The full network’s answer and its probability, then the pruned network’s. Those that the full network was
              surest of come first
              {onlyClass === null && of.length < flipped[kind] && `; the first ${countWords(of.length)} are kept`}.
            </span>
          </div>
        </>
      )}
    </div>
  );
}
