/** Seconds of a job of one part or several, as this machine is expected to take them: what is seen of them tells better. */
export interface Foreseen {
  /** The part under way: parts have numbers that grow. */
  readonly part: number;
  /** How much of its time is over, from 0 to 1. */
  readonly share: number;
  /** Seconds of the whole part, and of all parts after it. */
  readonly seconds: number;
  readonly later: number;
}

/** How far a long computation is: `done` of `total` in its own unit of work. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly unit: "evaluations" | "masks" | "examples" | "resamples" | "batches" | "rounds" | "stages";
  /** The same by what it costs, in any one unit, where a unit of work costs now more and now less: time left goes by this. */
  readonly cost?: { readonly done: number; readonly total: number };
  /** The same in seconds, as far as they can be foreseen. */
  readonly foreseen?: Foreseen;
  /** It may end earlier, where something is found or settled: `total` is the most that it takes. */
  readonly atMost?: boolean;
}

/**
 * One bounded piece of a long computation: a complete, displayable answer, and a plain, serialisable checkpoint to go
 * on from where the computation has one.
 */
export interface Step<T, C = unknown> {
  readonly answer: T;
  readonly progress: Progress;
  readonly checkpoint?: C;
  /**
   * Makes a plain, serialisable state to go on from, where that is too large to be made at every step. To be called
   * before the next step is asked for; the state shares no array with the computation.
   */
  readonly snapshot?: () => unknown;
}
