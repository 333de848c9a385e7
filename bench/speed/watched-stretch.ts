import type { Page } from "@playwright/test";
import type { Row } from "../bench.ts";
import { percentile, watchFrames } from "./frame-gaps.ts";
import { type PageTask, traceTab } from "./page-tasks.ts";

/** What the page's own thread did in a stretch of time, from a browser trace, and the frames that it gave. */
export interface Stretch {
  readonly run: string;
  readonly inSight: string;
  readonly units: number;
  readonly seconds: number;
  readonly tasks: readonly PageTask[];
  /** Milliseconds from each frame to the next. */
  readonly gaps: readonly number[];
}

/** Watches a stretch of time, until what is to happen in it has happened. */
export async function watched(
  tab: Page,
  { run, inSight, units }: Pick<Stretch, "run" | "inSight" | "units">,
  happen: () => Promise<unknown>,
): Promise<Stretch> {
  const frames = await watchFrames(tab);
  const trace = await traceTab(tab);
  const start = performance.now();
  await happen();
  const seconds = (performance.now() - start) / 1000;
  const gaps = await frames.stop();
  return { run, inSight, units, seconds, tasks: await trace.stop(), gaps };
}

const rounded = (value: number) => Number(value.toFixed(1));

/** As a row of a bench's table. */
export function stretchRow({ run, inSight, units, seconds, tasks, gaps }: Stretch): Row {
  const longest = tasks.reduce<PageTask | null>((a, b) => (a !== null && a.length >= b.length ? a : b), null);
  return {
    run,
    "in sight": inSight,
    units,
    seconds: rounded(seconds),
    frames: gaps.length,
    "median frame, ms": rounded(percentile(gaps, 0.5)),
    "95th percentile, ms": rounded(percentile(gaps, 0.95)),
    "longest frame, ms": rounded(Math.max(...gaps)),
    tasks: tasks.length,
    "longest task, ms": rounded(longest?.length ?? Number.NaN),
    "of which on a core": rounded(longest?.onCore ?? Number.NaN),
    "most on a core, ms": rounded(Math.max(...tasks.map(({ onCore }) => onCore))),
  };
}

/** The longest tasks of some stretches, and what took longest in each, a line each. */
export function longestTasks(stretches: readonly Stretch[], count: number): string[] {
  return stretches
    .flatMap(({ run, inSight, units, tasks }) => tasks.map((task) => ({ run, inSight, units, ...task })))
    .sort((a, b) => b.length - a.length)
    .slice(0, count)
    .map(
      ({ run, inSight, units, start, length, onCore, inside }) =>
        `${length.toFixed(1)} ms (${onCore.toFixed(1)} on a core) at ${(start / 1000).toFixed(2)} s, ` +
        `${run}, ${units} units, ${inSight} in sight: ${inside}`,
    );
}
