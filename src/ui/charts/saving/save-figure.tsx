import { type RefObject, useState } from "react";
import { type Failure, failureOf } from "../../../core/failure.ts";
import { offerDownload } from "../../offer-download.ts";
import { csvText, type FigureTable } from "./figure-table.ts";
import { fileStem } from "./file-stem.ts";
import { pngPicture } from "./png-picture.ts";
import { type PictureKey, svgText } from "./svg-text.ts";

interface SaveFigureProps {
  readonly figure: RefObject<HTMLElement | null>;
  /** A sentence that says what it shows; its file is called by it where there is no title. */
  readonly label: string;
  readonly title: string | null;
  /** The numbers that it draws; without them there is no CSV. */
  readonly table: (() => FigureTable) | null;
  /** What its colours stand for. */
  readonly keys: readonly PictureKey[] | undefined;
  /** Told when the buttons are shown, for figures that draw what is saved only then. */
  readonly onOpen?: (open: boolean) => void;
}

/** A figure as a file: SVG, PNG, and its numbers as CSV. */
export function SaveFigure({ figure, label, title, table, keys, onOpen }: SaveFigureProps) {
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stem = fileStem(title ?? label);
  const picture = () => {
    const svg = figure.current?.querySelector<SVGSVGElement>("svg.q-chart");
    return svg ? svgText(svg, label, title, keys) : null;
  };
  const save = (ending: string, type: string, content: () => BlobPart | Promise<BlobPart> | null | undefined) => {
    const run = async () => {
      setFailure(null);
      try {
        const made = await content();
        if (made != null) offerDownload(`${stem}.${ending}`, made, type);
      } catch (thrown) {
        setFailure(failureOf(thrown));
      }
    };
    return (
      <button type="button" className="q-save" onClick={() => void run()}>
        {ending.toUpperCase()}
      </button>
    );
  };
  const svg = () => picture()?.text;
  const png = () => {
    const drawn = picture();
    return drawn && pngPicture(drawn);
  };
  return (
    <details
      className="q-tool"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        onOpen?.(event.currentTarget.open);
      }}
    >
      <summary>Save</summary>
      {open && (
        <div className="q-row">
          {save("svg", "image/svg+xml", svg)}
          {save("png", "image/png", png)}
          {table && save("csv", "text/csv", () => csvText(table()))}
          {failure && <span role="alert">{failure.message}</span>}
        </div>
      )}
    </details>
  );
}
