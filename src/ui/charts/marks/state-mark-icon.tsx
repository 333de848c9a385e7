import { type Mark, markPath } from "../scales/state-mark.ts";

interface StateMarkProps {
  readonly mark: Mark;
  readonly colour: string;
}

/** A state's mark beside its word. */
export function StateMark({ mark, colour }: StateMarkProps) {
  return (
    <svg width="14" height="16" aria-hidden="true">
      <path
        d={markPath(mark, "7", "8", 7)}
        stroke={colour}
        strokeWidth={mark === "dot" ? 7 : 1.5}
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
