/** A rate of work, forgetting the past exponentially, so that the time left follows a change of pace. */
export interface Pace {
  readonly done: number;
  readonly seconds: number;
  /** Weighted work and time; their quotient is the rate. */
  readonly work: number;
  readonly time: number;
}

/** Seconds after which past work counts 1/e. */
const memory = 8;

export const standing: Pace = { done: 0, seconds: 0, work: 0, time: 0 };

/** @param done work finished so far @param seconds time worked so far, pauses left out */
export function advancePace(pace: Pace, done: number, seconds: number): Pace {
  const passed = Math.max(0, seconds - pace.seconds);
  const keep = Math.exp(-passed / memory);
  return {
    done,
    seconds,
    work: pace.work * keep + Math.max(0, done - pace.done),
    time: pace.time * keep + passed,
  };
}

/** Seconds until `total` is reached at the present rate; null while the rate is unknown. */
export function secondsLeft(pace: Pace, total: number): number | null {
  if (pace.work <= 0 || pace.time <= 0) return null;
  return Math.max(0, total - pace.done) * (pace.time / pace.work);
}
