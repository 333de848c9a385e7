import type { Split } from "../dataset/dataset.ts";
import { counted, type Sign } from "./sign.ts";

const some = (count: number, what: string) => `${counted(count)} ${what} example${count === 1 ? "" : "s"}`;
const are = (count: number) => (count === 1 ? "is" : "are");

/** The same example in two parts: it would rank and report at once. */
export function copiesBetweenParts(copies: Split["copies"] | null): Sign | null {
  const found = (["validation", "test"] as const)
    .map((part) => ({ part, ...(copies?.[part] ?? { found: 0, of: 0, leftOut: false }) }))
    .filter((each) => each.found > 0);
  if (found.length === 0) return null;
  const sentences = found.map(
    ({ part, found: count, of, leftOut }) =>
      `${some(count, part)} of ${counted(of)} ${are(count)} ${count === 1 ? "an exact copy" : "exact copies"} of ${
        part === "validation" ? "calibration examples" : "examples that rank, choose or may be learnt from"
      } and ${are(count)} ${leftOut ? "left out" : "kept, being too many to leave out without changing what the part measures"}.`,
  );
  const kept = found.some(({ leftOut }) => !leftOut);
  return {
    kind: "copies-between-parts",
    sentence: sentences.join(" "),
    advice: kept
      ? "Figures on these parts are partly of examples seen before; drop files without the copies where you can."
      : "Nothing needs to be done; near copies, such as a shifted picture, are not found.",
    severity: kept ? "warning" : "notice",
  };
}
