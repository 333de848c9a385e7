import type { Locator } from "@playwright/test";

/** What the page said of a job's time left, against what it was. */
export interface Forecast {
  readonly seconds: number;
  /** Said to be left when a tenth of the time was over, and what was left then; NaN where nothing was said. */
  readonly said: number;
  readonly left: number;
  /** The most that any saying between a tenth and nine tenths was off, as a share of what was left; its sign is kept. */
  readonly worst: number;
  /** Share of the time from a tenth to nine tenths in which what stood there was within a fifth of what was left. */
  readonly right: number;
}

/** The page's words for anything from none to one second: right where no more is left. */
const lessThanASecond = 1;

/**
 * Seconds in the page's words: "up to 1 min 5 s left"; null where they say none.
 * @param left what was left: "less than a second" is taken for it where it is true, else for a second
 */
export function secondsIn(words: string, left: number): number | null {
  if (/less than a second left/.test(words)) return Math.min(left, lessThanASecond);
  const found = /(?:(\d+) h )?(?:(\d+) min ?)?(?:(\d+(?:\.\d)?) s )?left$/.exec(words);
  if (!found || found.slice(1).every((part) => part === undefined)) return null;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return 3600 * hours + 60 * minutes + seconds;
}

/** What stood on the page from a time on, in seconds. */
export interface Line {
  readonly at: number;
  readonly words: string;
}

/**
 * Follows the progress line of the next run of a section to its end.
 * @param begin starts the run; left out, it starts by itself
 */
export async function followed(part: Locator, begin?: () => Promise<void>): Promise<Forecast> {
  await part.evaluate((section) => {
    const lines: Line[] = [];
    (window as unknown as { lines: Line[] }).lines = lines;
    const look = () => {
      const words = section.querySelector(".q-progress-words")?.textContent ?? "";
      if (words !== "" && words !== lines.at(-1)?.words) lines.push({ at: performance.now() / 1000, words });
    };
    new MutationObserver(look).observe(section, { subtree: true, childList: true, characterData: true });
  });
  await begin?.();
  await part.page().waitForFunction(() => {
    const { lines } = window as unknown as { lines: Line[] };
    // an earlier run's last words may still stand there
    return (
      lines.some(({ words }) => !words.startsWith("Finished")) && /^(Finished|Failed)/.test(lines.at(-1)?.words ?? "")
    );
  });
  const lines = await part.evaluate(() => (window as unknown as { lines: Line[] }).lines);
  const run = lines.slice(lines.findIndex(({ words }) => !words.startsWith("Finished")));
  return forecastOf(run);
}

/** What was said of a run, by its lines from the first to the last. */
export function forecastOf(run: readonly Line[]): Forecast {
  const [start, end] = [run[0]?.at ?? Number.NaN, run.at(-1)?.at ?? Number.NaN];
  const seconds = end - start;
  const sayings = run.flatMap(({ at, words }) => {
    const left = end - at;
    const said = secondsIn(words, left);
    return said === null ? [] : [{ at: (at - start) / seconds, said, left }];
  });
  const tenth = sayings.filter(({ at }) => at >= 0.1)[0];
  const errors = sayings.filter(({ at }) => at >= 0.1 && at <= 0.9).map(({ said, left }) => said / left - 1);
  const worst = errors.reduce((most, error) => (Math.abs(error) > Math.abs(most) ? error : most), 0);
  // each saying stands until the next one, while what is left falls
  const right = sayings.map(({ at, said, left }, place) => {
    const until = sayings[place + 1]?.at ?? 1;
    const [from, to] = [Math.max(at, 0.1), Math.min(until, 0.9)];
    return to > from && Math.abs(said / left - 1) <= 0.2 ? to - from : 0;
  });
  return {
    seconds,
    right: right.reduce((sum, each) => sum + each, 0) / 0.8,
    said: tenth?.said ?? Number.NaN,
    left: tenth?.left ?? Number.NaN,
    worst: errors.length ? worst : Number.NaN,
  };
}

const percent = (share: number) => (Number.isNaN(share) ? "nothing said" : `${(100 * share).toFixed(0)} %`);

/** As a row of a bench's table. */
export function forecastRow(network: string, job: string, { seconds, said, left, worst, right }: Forecast) {
  return {
    network,
    job,
    seconds: Number(seconds.toFixed(1)),
    "said at a tenth, s": Number(said.toFixed(1)),
    "left then, s": Number(left.toFixed(1)),
    error: percent(said / left - 1),
    "worst to nine tenths": percent(worst),
    "of that time right": percent(right),
  };
}
