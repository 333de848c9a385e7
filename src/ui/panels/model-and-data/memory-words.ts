import type { Session } from "../../../state/lab-state.ts";
import { bytesWords, countOf } from "../../quantities.ts";

type OpeningMemory = NonNullable<NonNullable<Session["holdings"]>["opening"]>;
type Allowed = OpeningMemory["allowed"];

/** What there is, each with its bytes. */
export function allowedWords({ heap, array, machine, tab }: Allowed): string {
  return [
    heap === null ? [] : `a thread's WebAssembly memory ${bytesWords(heap)}`,
    array === null ? [] : `a buffer of the GPU ${bytesWords(array)}`,
    machine === null ? [] : `the machine, as the browser says, ${bytesWords(machine)}`,
    tab === undefined ? [] : `one tab ${bytesWords(tab)}`,
  ]
    .flat()
    .join(", ");
}

/** What opening takes, in a sentence: "about 1.2 GB of memory while they are read; there is: one tab 4.3 GB". */
export function openingWords({ estimate, allowed }: OpeningMemory): string {
  const there = allowedWords(allowed);
  return `about ${bytesWords(estimate.total)} of memory while they are read${there === "" ? "" : `; there is: ${there}`}`;
}

/** Files named at most. */
const named = 4;

/** The largest parts of what opening took. */
export function openingParts({ estimate: { parts } }: OpeningMemory): string {
  const largest = parts.toSorted((a, b) => b.bytes - a.bytes);
  const rest = largest.slice(named);
  const words = largest.slice(0, named).map(({ what, bytes }) => `${what} ${bytesWords(bytes)}`);
  const others = rest.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...words, ...(rest.length > 0 ? [`${countOf(rest.length, "other")} ${bytesWords(others)}`] : [])].join(", ");
}
