import type { Progress } from "../core/step.ts";

/** How far a job was after so many seconds of work, pauses left out. */
interface Mark {
  readonly done: number;
  readonly seconds: number;
}

/** The latest marks of one stretch of work, whose unit stays the same. */
export interface Pace {
  readonly unit: string | null;
  readonly marks: readonly Mark[];
}

/** Marks kept at most: of older ones every other is left out. */
const mostMarks = 256;
/** The rate is that of the later part of what is done, and of a quarter of the whole at most. */
const [later, quarter] = [0.7, 0.25];
/** A stretch this many times slower than the median is an accident if no other is: a hiccup, a page in the background. */
const accident = 3;
/** Stretches that it takes to tell one of them from the others. */
const telling = 4;

export const standing: Pace = { unit: null, marks: [] };

/** @param seconds time worked so far, pauses left out */
export function advancePace(
  pace: Pace,
  { done, unit }: Pick<Progress, "done"> & { unit: string },
  seconds: number,
): Pace {
  const last = pace.marks.at(-1);
  // what a stretch begins with is not the pace of what follows
  if (last === undefined)
    return {
      unit,
      marks:
        done > 0
          ? [
              { done: 0, seconds: 0 },
              { done, seconds },
            ]
          : [{ done, seconds }],
    };
  if (unit !== pace.unit || done < last.done) return { unit, marks: [{ done, seconds }] };
  // time without progress belongs to what came before it, such as measuring at the end of a round
  const before = done === last.done ? pace.marks.slice(0, -1) : pace.marks;
  const marks = [...before, { done, seconds }];
  const kept = marks.length > mostMarks ? marks.filter((_, place) => place % 2 === 0 || place > mostMarks / 2) : marks;
  return { unit, marks: kept };
}

/** Time and work between two marks. */
interface Stretch {
  readonly work: number;
  readonly time: number;
}

const stretchesBetween = (marks: readonly Mark[]): Stretch[] =>
  marks.slice(1).map((mark, place) => {
    const before = marks[place] as Mark;
    return { work: mark.done - before.done, time: mark.seconds - before.seconds };
  });

/** The stretches that tell the present rate. */
function recent({ marks }: Pace, total: number): Stretch[] {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = last.done - Math.min(later * (last.done - first.done), quarter * total);
  return stretchesBetween(marks.slice(marks.findLastIndex(({ done }) => done <= from)));
}

const sumOf = (stretches: readonly Stretch[]): Stretch =>
  stretches.reduce((sum, { work, time }) => ({ work: sum.work + work, time: sum.time + time }), { work: 0, time: 0 });

/** Median of time over work, each stretch weighing as much as its work. */
function medianCost(stretches: readonly Stretch[], work: number): number {
  const sorted = stretches.toSorted((a, b) => a.time / a.work - b.time / b.work);
  let below = 0;
  for (const stretch of sorted) {
    below += stretch.work;
    if (2 * below >= work) return stretch.time / stretch.work;
  }
  return 0;
}

/**
 * Seconds a unit of progress at the present pace; null while it is unknown. A mean over the latest stretches, without the
 * one among them that stands out, unless others did before: once is an accident, twice is how the job goes.
 */
export function secondsEach(pace: Pace, total: number): number | null {
  const stretches = recent(pace, total);
  const { work, time } = sumOf(stretches);
  if (!(work > 0) || !(time > 0)) return null;
  const all = stretchesBetween(pace.marks);
  if (stretches.length < telling) {
    const [first, ...others] = all;
    const rest = sumOf(others);
    // the first stretch alone says nothing: it may be a slow start
    if (first === undefined || rest.work === 0) return null;
    return first.time * rest.work > accident * rest.time * first.work ? rest.time / rest.work : time / work;
  }
  const median = medianCost(stretches, work);
  const isOdd = (stretch: Stretch) => stretch.time > accident * median * stretch.work;
  const start = all.findIndex((stretch) => !isOdd(stretch));
  const since = all.slice(start);
  // a slow start does not come again
  const window = since.slice(-stretches.length);
  const odd = since.filter(isOdd).length > 1 ? undefined : window.find(isOdd);
  const usual = sumOf(window);
  return (odd === undefined ? usual.time : usual.time - odd.time + median * odd.work) / usual.work;
}

/** Seconds until `total` is reached at the present pace; null while it is unknown. */
export function secondsLeft(pace: Pace, total: number): number | null {
  const each = secondsEach(pace, total);
  const done = pace.marks.at(-1)?.done ?? 0;
  return each === null ? null : Math.max(0, total - done) * each;
}

/** Units of progress a second at the present pace; null while it is unknown. */
export function perSecond(pace: Pace, total: number): number | null {
  const each = secondsEach(pace, total);
  return each === null ? null : 1 / each;
}
