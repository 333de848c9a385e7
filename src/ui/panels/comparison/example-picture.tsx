import { useEffect, useMemo, useRef } from "react";
import type { ExampleWords } from "../../../core/dataset/example-words.ts";
import { useLabState } from "../../lab-context.ts";
import { countOf, shapeWords, valueWords } from "../../quantities.ts";
import { picturePixels } from "./picture-pixels.ts";

interface ExamplePictureProps {
  readonly input: Float32Array;
  readonly shape: readonly number[];
  readonly words?: ExampleWords;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** Values of an input that is no picture that are written out. */
const written = 12;

/** Letters of a text and columns of a row that are shown before the person asks for the rest. */
const begin = { letters: 220, columns: 8 };

/** A text, and below it what the network reads of it where that is something else. */
function ExampleText({ text, read }: Extract<ExampleWords, { kind: "text" }>) {
  const whole = text ?? read;
  const long = whole.length > begin.letters;
  return (
    <div className="q-example-text">
      <p>{long ? `${whole.slice(0, begin.letters)}…` : whole}</p>
      {(long || (text !== null && text !== read)) && (
        <details>
          <summary>{long ? "All of it" : "What the network reads"}</summary>
          {long && <p>{whole}</p>}
          {text !== null && text !== read && (
            <>
              {long && <p className="q-note">What the network reads</p>}
              <p className="q-note">{read === "" ? "No word." : read}</p>
            </>
          )}
        </details>
      )}
    </div>
  );
}

type Cells = Extract<ExampleWords, { kind: "columns" }>["cells"];

function Columns({ cells, label }: { readonly cells: Cells; readonly label: string }) {
  return (
    <table aria-label={label}>
      <tbody>
        {cells.map(({ name, value }, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places and may share a name
          <tr key={column}>
            <th scope="row" className="q-example-column">
              {name}
            </th>
            <td className="q-right">{valueWords(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A row of a table by its columns, with the values of the file. */
function ExampleRow({ cells, more, label }: Extract<ExampleWords, { kind: "columns" }> & { readonly label: string }) {
  const rest = cells.slice(begin.columns);
  return (
    <div className="q-example-text">
      <Columns cells={cells.slice(0, begin.columns)} label={label} />
      {rest.length > 0 && (
        <details>
          <summary>{countOf(rest.length + more, "column")} more</summary>
          <Columns cells={rest} label={`${label}, the other columns`} />
          {more > 0 && <p className="q-note">and {countOf(more, "column")} that are not listed</p>}
        </details>
      )}
    </div>
  );
}

/** An example: a picture as the network reads it where it is one, else its words or columns, else its values. */
export function ExamplePicture({ input, shape, words, label }: ExamplePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pairing = useLabState((state) => state.session.prepared?.pairing ?? null);
  const picture = useMemo(() => picturePixels(input, shape, pairing), [input, shape, pairing]);
  useEffect(() => {
    const context = picture && canvas.current?.getContext("2d");
    if (picture && context) context.putImageData(new ImageData(picture.pixels, picture.width, picture.height), 0, 0);
  }, [picture]);
  if (picture === null && words?.kind === "text") return <ExampleText {...words} />;
  if (picture === null && words?.kind === "columns") return <ExampleRow {...words} label={label} />;
  if (picture === null)
    return (
      <p className="q-example-values">
        {Array.from(input.subarray(0, written), valueWords).join(", ")}
        {input.length > written && `, … (${shapeWords(shape)})`}
      </p>
    );
  return (
    <canvas
      ref={canvas}
      className="q-example"
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={label}
    />
  );
}
