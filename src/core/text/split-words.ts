import type { Splitting } from "./vocabulary.ts";

const blanks = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

/** A function that cuts texts into words. */
export function wordSplitter(splitting: Splitting): (text: string) => readonly string[] {
  if (splitting.kind === "characters") return (text) => [...text];
  // BERT counts every ASCII sign as punctuation, though Unicode calls some of them symbols
  if (splitting.kind === "punctuation") return (text) => blanks(text.replace(/[\p{P}$+<=>^`|~]/gu, " $& "));
  if (splitting.kind === "runs") return (text) => text.match(/[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+/gu) ?? [];
  if (!("remove" in splitting)) return blanks;
  const remove = new Set(splitting.remove);
  const replaced = (text: string, by: string) => {
    let kept = "";
    for (const letter of text) kept += remove.has(letter) ? by : letter;
    return kept;
  };
  if (splitting.kind === "stripped") return (text) => blanks(replaced(text, ""));
  const { by } = splitting;
  return (text) =>
    replaced(text, by)
      .split(by)
      .filter((word) => word !== "");
}
