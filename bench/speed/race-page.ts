import type { Page } from "@playwright/test";
import { median, type Row } from "../bench.ts";
import type { RacePage } from "../pages/race.ts";
import type { Race, RaceResult, Side, SideTimes } from "./race.ts";

/** `--tiny` after the bench's name: few examples and rounds, to see that everything runs. */
export const tiny = process.argv.includes("--tiny");

/** What follows an option of the command line; null where it is not there. */
function option(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? "");
}

/** Rounds of a race, five where `--rounds` says nothing. */
export const rounds = tiny ? 2 : Number(option("--rounds") ?? 5);

/** Whether a part of a bench was asked for: all of them, or those named after `--only`. */
export const wanted = (part: string): boolean => option("--only")?.split(",").includes(part) ?? true;

/** Whether a case was asked for: all of them, or those whose key begins with a word after `--network`. */
export const wantedCase = (key: string): boolean =>
  option("--network")
    ?.split(",")
    .some((word) => key.startsWith(word)) ?? true;

/** Runs a race in the page that `actOnPage` has opened. */
export const raceIn = (tab: Page, race: Race): Promise<RaceResult> =>
  tab.evaluate((given) => (window as unknown as RacePage).race(given), race);

export const loopSide = (coalitions: number): Side => ({ name: "loop", kind: "loop", coalitions, first: 1 });
export const planSide = (coalitions: number, first: number, without: Side["without"] = []): Side => ({
  name: without.length === 0 ? "everything on" : `without ${without.join(", ")}`,
  kind: "plan",
  without,
  coalitions,
  first,
});

const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));

/** The middle of the ratios of each round: what the machine did besides falls on both sides of a round. */
export const ratioOf = (over: SideTimes, under: SideTimes): number =>
  median(over.times.map((time, round) => time / (under.times[round] ?? Number.NaN)));

/** A row for two sides of a race. */
export function rowOf(label: string, race: Race, result: RaceResult, over: SideTimes, under: SideTimes): Row {
  const ratios = over.times.map((time, round) => time / (under.times[round] ?? Number.NaN));
  return {
    case: label,
    network: race.network === "sample" ? "LeNet-5 (sample)" : race.network.name,
    backend: result.backend.split(",")[0] ?? "",
    d: race.kept,
    units: result.units,
    examples: race.examples,
    rounds: race.rounds,
    "one side": over.name,
    "its ms a coalition": rounded(median(over.times)),
    "its way": over.way,
    "other side": under.name,
    "its ms a coalition ": rounded(median(under.times)),
    "its way ": under.way,
    "median ratio": rounded(ratioOf(over, under)),
    "least ratio": rounded(Math.min(...ratios)),
    "greatest ratio": rounded(Math.max(...ratios)),
    "other's first call, ms": rounded(under.first),
    "largest difference": rounded(Math.max(over.difference, under.difference), 2),
  };
}
