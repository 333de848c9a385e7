/** How far a long computation is: `done` of `total` in its own unit of work. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly unit: "evaluations" | "masks" | "examples" | "resamples" | "batches" | "rounds" | "stages";
}

/**
 * One bounded piece of a long computation: a complete, displayable answer, and a plain, serialisable checkpoint to go
 * on from where the computation has one.
 */
export interface Step<T, C = unknown> {
  readonly answer: T;
  readonly progress: Progress;
  readonly checkpoint?: C;
}
