import { FailureError } from "../../core/failure.ts";
import { classesOfNumbers, classesOfWords, mostClasses } from "./classes.ts";
import type { ReadDataset } from "./dataset-claim.ts";
import { textDataset } from "./text-columns.ts";

/** "<number> <words>" (TREC, SST-2) or "__label__<name> <words>" (fastText). */
const numbered = /^(\d{1,3})[ \t]+(\S.*)$/;
const named = /^__label__(\S+)[ \t]+(\S.*)$/;
const hasWord = /\p{L}{2}/u;

/** True where each line of the text's beginning is a label and words. */
export function isLabelledLines(start: string): boolean {
  const lines = start.split(/\r\n|\r|\n/);
  // the last line may be cut
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== "");
  if (whole.length < 2) return false;
  const all = (pattern: RegExp) => whole.every((line) => pattern.test(line));
  const withWords = whole.filter((line) => hasWord.test((numbered.exec(line) ?? named.exec(line))?.[2] ?? "")).length;
  return (all(numbered) || all(named)) && withWords * 10 >= whole.length * 8 && !/^\d+[ \t]+\d+:/.test(whole[0] ?? "");
}

/**
 * Texts of a line each that begins with its label: a number, or a name after "__label__".
 * @throws FailureError dataset-invalid with the line that is none
 */
export function readLabelledLines(name: string, text: string): ReadDataset {
  const labels: string[] = [];
  const texts: string[] = [];
  const pattern = text.startsWith("__label__") ? named : numbered;
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    const found = pattern.exec(line.trim());
    if (found === null)
      throw new FailureError({
        kind: "dataset-invalid",
        message: `Line ${i + 1} of ${name} does not begin with a label and then a text, as the others do.`,
        where: `${name}, line ${i + 1}`,
      });
    labels.push(found[1] ?? "");
    texts.push(found[2] ?? "");
  });
  const classes = pattern === numbered ? classesOfNumbers(labels.map(Number)) : classesOfWords(labels);
  if (classes.classNames.length > mostClasses)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${name} has ${classes.classNames.length} labels; Quorum works with at most ${mostClasses} classes.`,
      where: name,
    });
  return {
    dataset: textDataset(name, texts, classes),
    words: `${texts.length} texts in ${classes.classNames.length} classes`,
    notes: ["each line begins with its label"],
  };
}
