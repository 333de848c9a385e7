import type { Row } from "../bench.ts";

/** What came of a fault in a job. */
export interface Tally {
  readonly fault: string;
  readonly job: string;
  readonly injections: number;
  /** Runs that came to no end, or something else that is gone. */
  readonly lost: number;
  /** Runs that ended with other figures than one left alone. */
  readonly differing: number;
  /** Seconds until a run was further than when it happened; 0 where it was over at once. */
  readonly longest: number;
  /** Runs for which a button had to be pressed. */
  readonly pressed: number;
}

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number) =>
  tallies.reduce((total, tally) => total + of(tally), 0);
const longest = (tallies: readonly Tally[]) => Math.max(0, ...tallies.map((tally) => tally.longest));

/** A cell such as "2 in 1.4 s", with what went wrong. */
function cell(tallies: readonly Tally[]): string {
  if (tallies.length === 0) return "";
  const [lost, differing] = [sum(tallies, ({ lost }) => lost), sum(tallies, ({ differing }) => differing)];
  const wrong = [...(lost > 0 ? [`${lost} lost`] : []), ...(differing > 0 ? [`${differing} differing`] : [])];
  return [`${sum(tallies, ({ injections }) => injections)} in ${longest(tallies).toFixed(1)} s`, ...wrong].join(", ");
}

/** A row a fault: in all, then a cell a job. */
export function tallyRows(tallies: readonly Tally[], jobs: readonly string[]): Row[] {
  return [...new Set(tallies.map(({ fault }) => fault))].map((fault) => {
    const own = tallies.filter((tally) => tally.fault === fault);
    const cells = jobs.map((job) => [job, cell(own.filter((tally) => tally.job === job))] as const);
    return {
      fault,
      injections: sum(own, ({ injections }) => injections),
      lost: sum(own, ({ lost }) => lost),
      differing: sum(own, ({ differing }) => differing),
      "longest recovery, s": Number(longest(own).toFixed(1)),
      "runs that waited for a button": sum(own, ({ pressed }) => pressed),
      ...Object.fromEntries(cells),
    };
  });
}
