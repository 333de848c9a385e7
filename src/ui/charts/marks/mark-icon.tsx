import { type Mark, markPaint, markPath } from "../scales/unit-mark.ts";

interface MarkIconProps {
  readonly mark: Mark;
  readonly colour: string;
}

/** A mark beside a word. */
export function MarkIcon({ mark, colour }: MarkIconProps) {
  return (
    <svg width="14" height="16" aria-hidden="true">
      <path d={markPath(mark, "7", "8", 7)} {...markPaint(mark, colour, 7)} />
    </svg>
  );
}
