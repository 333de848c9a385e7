import { unitStates } from "../../../core/settle/three-states.ts";

export type Mark = "dot" | "diamond" | "cross";

/** How each state is drawn, in the order of `unitStates`: by colour and by shape. */
const marks: readonly { readonly mark: Mark; readonly colour: string; readonly words: string }[] = unitStates.map(
  (state) =>
    state === "keep"
      ? { mark: "dot", colour: "var(--q-series-3)", words: "keep" }
      : state === "drop"
        ? { mark: "cross", colour: "var(--q-series-7)", words: "drop" }
        : { mark: "diamond", colour: "var(--q-series-2)", words: "undecided" },
);

const undecided = marks[unitStates.indexOf("undecided")]!;

/** @param state a byte of `Estimation.states` */
export function stateMark(state: number) {
  return marks[state] ?? undecided;
}

/** A mark as a path around (0, 0) of about `size` pixels; the cross and the diamond are stroked, the dot is a round cap. */
export function markPath(mark: Mark, x: string, y: string, size: number): string {
  const half = (size / 2).toFixed(1);
  const whole = size.toFixed(1);
  const tall = (0.8 * size).toFixed(1);
  if (mark === "dot") return `M${x} ${y}h0`;
  if (mark === "cross") return `M${x} ${y}m-${half} -${half}l${whole} ${whole}m-${whole} 0l${whole} -${whole}`;
  return `M${x} ${y}m0 -${tall}l${half} ${tall}l-${half} ${tall}l-${half} -${tall}z`;
}
