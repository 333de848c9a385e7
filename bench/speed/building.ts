/** Files and examples of the run, handed to the page: it can reach nothing outside of its own origin. */
export interface Building {
  /** model.json and its weights, base64. */
  readonly files: readonly { readonly name: string; readonly base64: string }[];
  /** Calibration examples, then validation examples, as float32, base64. */
  readonly inputs: string;
  readonly labels: readonly number[];
  readonly calibration: number;
  readonly target: number;
  readonly stepUnits: number;
  readonly roundEvaluations: number;
  readonly bias: number;
  readonly seed: number;
  readonly workers: number;
}

/** One run of Iterated Building. */
export interface BuiltRun {
  readonly seconds: number;
  readonly selection: readonly number[];
  readonly evaluations: number;
  /** Accuracy on the validation examples. */
  readonly accuracy: number;
}

export interface Built {
  readonly plain: BuiltRun;
  readonly fast: BuiltRun;
  /** The fast side's pace and evaluator, with the values that the plain run had found. */
  readonly replayed: BuiltRun;
  /** Coalitions of the replay, how many of them the two evaluators value differently, and by how much at most. */
  readonly compared: number;
  readonly different: number;
  readonly largest: number;
  readonly backend: string;
}
