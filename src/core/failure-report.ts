import type { Failure } from "./failure.ts";

/** What a report says beyond the failure: of the lab and the machine, nothing of the person's files. */
export interface ReportFacts {
  readonly version: string;
  /** The browser's own words. */
  readonly browser: string;
  /** Backend and adapter; null where none was started. */
  readonly backend: { readonly name: string; readonly adapter: string } | null;
  /** What was being done, such as "sweep". */
  readonly during: string | null;
}

const mostFrames = 30;
const mostLetters = 600;
const gap = "…";

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A text without anything quoted and without these names; single letters are no names. */
function withoutNames(text: string, names: readonly string[]): string {
  const unquoted = text
    .replaceAll(/"[^"]*"|“[^”]*”|`[^`]*`|(?<!\p{L})'[^']*'/gu, gap)
    .replaceAll(/["“`][\s\S]*$/g, gap)
    .replaceAll(/\b(?:blob:|https?:|file:)\S+/g, gap);
  const known = [...new Set(names)].filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length);
  return known
    .reduce(
      (rest, name) => rest.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "giu"), gap),
      unquoted,
    )
    .slice(0, mostLetters);
}

/** Frames of a stack in either way that browsers write them: the function and the place in the lab's own files. */
function framesOf(stack: string): string[] {
  return stack.split("\n").flatMap((line) => {
    const found = /^\s*at (?:(?<name>.+?) \()?(?<file>\S+?):(?<row>\d+):(?<column>\d+)\)?$/.exec(line);
    const { name, file, row, column } =
      (found ?? /^(?<name>[^@]*)@(?<file>\S+?):(?<row>\d+):(?<column>\d+)$/.exec(line))?.groups ?? {};
    if (file === undefined) return [];
    const own = file.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
    return [`  at ${name || "a function"} (${own}:${row}:${column})`];
  });
}

/**
 * A failure of the lab as text for whoever mends it: version, browser, backend, adapter, what was being done, and the
 * stack. What a message quotes, and every name in `names`, is left out, and so is the place that the failure names.
 * @param names what the person's files brought: names of files, networks, layers, classes, runs
 */
export function failureReport(failure: Failure, facts: ReportFacts, names: readonly string[]): string {
  const { version, browser, backend, during } = facts;
  const frames = framesOf(failure.details ?? "");
  const words = failure.details !== undefined && frames.length === 0 ? withoutNames(failure.details, names) : null;
  return [
    `Quorum ${version}`,
    `Browser: ${browser}`,
    `Backend: ${backend === null ? "none yet" : `${backend.name}, ${backend.adapter}`}`,
    `During: ${during ?? "use of the page"}`,
    `Failure: ${failure.kind}: ${withoutNames(failure.message, names)}`,
    ...(words === null ? [] : [words]),
    ...frames.slice(0, mostFrames),
  ].join("\n");
}
