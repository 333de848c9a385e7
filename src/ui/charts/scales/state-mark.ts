import { unitStates } from "../../../core/settle/three-states.ts";
import type { Mark } from "./unit-mark.ts";

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
