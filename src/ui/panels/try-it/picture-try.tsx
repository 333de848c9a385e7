import { Button } from "@mantine/core";
import { useDropzone } from "react-dropzone";
import type { Answered, TriedInput } from "../../../state/answers.ts";
import { formWords } from "./answer-words.ts";
import { DrawingBoard, type Line } from "./drawing-board.tsx";

interface PictureTryProps {
  readonly form: Extract<Answered["form"], { kind: "picture" }>;
  readonly input: TriedInput;
  readonly onInput: (input: TriedInput) => void;
  /** What is shown while nothing is drawn. */
  readonly onClear: () => void;
}

const none: readonly Line[] = [];

/** A picture to be drawn, where the examples are drawings, or to be dropped. */
export function PictureTry({ form, input, onInput, onClear }: PictureTryProps) {
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: { "image/*": [] },
    multiple: false,
    noClick: true,
    noKeyboard: true,
    // the page would open it as data
    noDragEventsBubbling: true,
    onDrop: ([file]) => {
      if (file) onInput({ kind: "image", name: file.name, blob: file });
    },
  });
  const { ink, plane } = form;
  const draw = (strokes: readonly Line[]) => (strokes.length > 0 ? onInput({ kind: "drawing", strokes }) : onClear());
  return (
    <div {...getRootProps({ role: "presentation" })} className="q-block q-try-picture" data-dragged={isDragActive}>
      <div className="q-hidden">
        <input {...getInputProps({ "aria-label": "Picture to try" })} />
      </div>
      {ink !== null && (
        <DrawingBoard
          strokes={input.kind === "drawing" ? input.strokes : none}
          onDraw={draw}
          aspect={plane[0] / plane[1]}
        />
      )}
      <div className="q-row">
        <Button size="xs" variant="default" onClick={open}>
          Choose a picture
        </Button>
        <span className="q-note">or drop one here{input.kind === "image" && `: ${input.name}`}</span>
      </div>
      {ink !== null && <p className="q-note">{formWords(ink)}</p>}
      {ink === null && (
        <p className="q-note">
          A picture of any size is cut to the middle and made as large as the examples, {plane[0]} × {plane[1]}.
        </p>
      )}
    </div>
  );
}
