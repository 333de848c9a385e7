/** Milliseconds that a measured time takes at least, so that the clocks of browsers (0.1 to 1 ms) are fine enough. */
const least = 20;
/** Milliseconds that it takes at most where that can be had, so that a pause or cancel is heard. */
const most = 300;

/** Times of two kinds of pass, taken in turns: none while they warm up, then one more of each with every round. */
export interface TurnTimes {
  /** Passes behind each time. */
  readonly passesATime: number;
  /** Milliseconds a pass. */
  readonly first: readonly number[];
  readonly second: readonly number[];
}

type Pass = () => Promise<unknown>;

const none: TurnTimes = { passesATime: 1, first: [], second: [] };

/** Warms a pass up; then milliseconds a pass, from as many passes as fill the least time. Steps are single passes where those are slow. */
async function* pace(pass: Pass, now: () => number): AsyncGenerator<TurnTimes, number> {
  await pass();
  yield none;
  const start = now();
  let passes = 0;
  do {
    await pass();
    passes += 1;
  } while (now() - start < least && passes < 10_000);
  const milliseconds = (now() - start) / passes;
  yield none;
  return milliseconds;
}

async function timed(pass: Pass, passes: number, now: () => number): Promise<number> {
  const start = now();
  for (let k = 0; k < passes; k++) await pass();
  return (now() - start) / passes;
}

/**
 * Times two kinds of pass in pairs, each pair one right after the other and every other pair the other way round, so
 * that neither a machine that grows slower nor the place within a pair favours one of them. Both are warmed up before,
 * in steps without times.
 * @param now a clock in milliseconds
 */
export async function* timeByTurns(
  first: Pass,
  second: Pass,
  rounds: number,
  now: () => number,
): AsyncGenerator<TurnTimes, void> {
  const paces = [yield* pace(first, now), yield* pace(second, now)];
  const wanted = Math.ceil(least / Math.max(1e-3, Math.min(...paces)));
  const passesATime = Math.max(1, Math.min(wanted, Math.floor(most / Math.max(1e-3, ...paces))));
  let times: TurnTimes = { ...none, passesATime };
  for (let round = 0; round < rounds; round++) {
    const early = round % 2 === 0 ? await timed(first, passesATime, now) : null;
    const later = await timed(second, passesATime, now);
    const time = early ?? (await timed(first, passesATime, now));
    times = { passesATime, first: [...times.first, time], second: [...times.second, later] };
    yield times;
  }
}
