/**
 * Every failure that Quorum expects, as one union. A failure is a value: it crosses threads as it is, and the page
 * turns it into a sentence, the place, and what to do next.
 */
export type FailureKind =
  | "file-unrecognised"
  | "file-damaged"
  | "file-unsupported"
  | "file-incomplete"
  | "file-too-large"
  | "model-unsupported"
  | "model-invalid"
  | "dataset-invalid"
  | "pairing-impossible"
  | "backend-unavailable"
  | "backend-wrong"
  | "out-of-memory"
  | "worker-lost"
  | "verification-failed"
  | "settings-invalid"
  | "unexpected";

export interface Failure {
  readonly kind: FailureKind;
  /** One sentence for the person: what is wrong. */
  readonly message: string;
  /** The place: a file name, a layer, a line, a byte offset. */
  readonly where?: string;
  /** What to do next, as a sentence. */
  readonly advice?: string;
  /** Text for a report: a stack, a library's own words. */
  readonly details?: string;
}

/** A failure on its way up the stack; `failureOf` takes it out again at the thread's edge. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = "FailureError";
    this.failure = failure;
  }
}

/** How browsers say that they give no more memory: V8, SpiderMonkey, JavaScriptCore, and all of WebAssembly. */
const noMoreMemory = /allocation failed|allocation size overflow|out of memory|could not allocate|Memory\.grow/i;

/**
 * The failure inside anything thrown: what the browser says where it gives no more memory is `out-of-memory`; what nobody
 * expected becomes `unexpected` with its details kept.
 */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error && noMoreMemory.test(thrown.message))
    return {
      kind: "out-of-memory",
      message: `The browser gave no more memory: ${thrown.message}`,
      details: thrown.stack ?? thrown.message,
    };
  if (thrown instanceof Error)
    return {
      kind: "unexpected",
      message: `Something went wrong that Quorum did not foresee: ${thrown.message}`,
      advice: "Try the step again; if it fails again, copy the details into a report.",
      details: thrown.stack ?? thrown.message,
    };
  return { kind: "unexpected", message: `Something went wrong: ${String(thrown)}` };
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
