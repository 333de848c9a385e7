import { type Failure, FailureError } from "../core/failure.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { JobHost, JobKind, JobStep, Jobs } from "./contract.ts";

function unwrap<T>(reply: { ok: true; value: T } | { ok: false; failure: Failure }): T {
  if (!reply.ok) throw new FailureError(reply.failure);
  return reply.value;
}

/**
 * Opens a job and pulls its steps one at a time; the consumer's pace is the job's pace, so pausing is not pulling and
 * cancelling is leaving the loop (the job is closed then). Throws FailureError.
 * @param from a checkpoint of the same job to go on from
 */
export async function* follow<K extends JobKind>(
  host: JobHost,
  kind: K,
  spec: Jobs[K]["spec"],
  from?: Checkpoint,
): AsyncGenerator<JobStep<K>, void> {
  const id = unwrap(await host.open(kind, spec, from));
  try {
    for (;;) {
      const step = unwrap(await host.next<K>(id));
      yield step;
      if (step.done) return;
    }
  } finally {
    await host.close(id);
  }
}
