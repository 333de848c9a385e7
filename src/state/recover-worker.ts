import { type Failure, FailureError } from "../core/failure.ts";
import type { Holdings, JobHost, JobKind, Jobs, PrepareSpec } from "../jobs/contract.ts";
import { follow } from "../jobs/follow.ts";
import { deviceWhere, wasSilent } from "../jobs/worker-death.ts";
import type { Lab } from "./lab.ts";
import { sameNetworkAndData } from "./same-network-and-data.ts";

/** The loss of a worker with a run under way. */
export interface Loss {
  readonly failure: Failure;
  /** How many there were in a row without progress, this one among them. */
  readonly inARow: number;
}

/** Losses of the device after which another backend is taken: in a row, or in all. */
const deviceLosses = { inARow: 2, inAll: 4 };

/** Doublings of the rest before a restart at most. */
const mostDoublings = 2;

async function lastOf<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]) {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer ?? answer;
  return answer;
}

/** The preparation, off the graphics device where that is lost again and again. */
export function preparationAfter(lab: Lab, spec: PrepareSpec, { failure, inARow }: Loss): PrepareSpec {
  const given = failure.where === deviceWhere;
  return given && (inARow >= deviceLosses.inARow || lab.devicesLost >= deviceLosses.inAll)
    ? { ...spec, prefer: "wasm" }
    : spec;
}

async function reopen(lab: Lab, host: JobHost): Promise<void> {
  const { files, known, output, holdings } = lab.store.getState().session;
  if (known === 0) return;
  const opened: Holdings | null = await lastOf(host, "open", { files: files.slice(0, known), known: 0, output });
  if (opened !== null && sameNetworkAndData(holdings, opened)) return;
  const unread = opened?.failures.map(({ where }) => where).filter((name) => name !== undefined) ?? [];
  // the figures stay, as after a reload without files
  const absent = "The worker has stopped, and the files cannot be opened again as they were: drop them again to go on.";
  lab.store.setState((state) => ({ session: { ...state.session, files: [], known: 0, absent } }));
  throw new FailureError({
    kind: "file-incomplete",
    message: "The worker that computes has stopped, and the files are others now than those that were open.",
    ...(unread.length > 0 ? { where: unread.join(", ") } : {}),
    advice: "Drop the files again: what was computed stays, and the run can go on from where it was.",
    ...(opened?.failures.length ? { details: opened.failures.map(({ message }) => message).join("\n") } : {}),
  });
}

/** Prepares as before; the figures that are shown stay, and the page learns of another backend. */
async function prepareAgain(lab: Lab, host: JobHost, loss: Loss): Promise<void> {
  const { session, runs } = lab.store.getState();
  if (session.prepared === null || runs.prepare === null) return;
  const prepared = await lastOf(host, "prepare", preparationAfter(lab, runs.prepare.spec, loss));
  if (!prepared?.backend || prepared.backend.name === session.prepared.backend?.name) return;
  const { backend, workers, evaluation } = prepared;
  lab.store.setState((state) => ({
    session: {
      ...state.session,
      prepared: state.session.prepared && {
        ...state.session.prepared,
        backend,
        workers,
        ...(evaluation ? { evaluation } : {}),
      },
    },
  }));
}

/** Waits before a lost worker is started again, longer with every loss in a row. */
export function restBeforeRestart(lab: Lab, { failure, inARow }: Loss): Promise<void> {
  if (failure.where === deviceWhere) lab.devicesLost += 1;
  if (wasSilent(failure)) lab.silences += 1;
  const rest = lab.restartAfter * 2 ** Math.min(mostDoublings, inARow - 1);
  return new Promise((resolve) => setTimeout(resolve, rest));
}

/**
 * A new worker in place of a lost one, as far as that one was: the files open, the network prepared. Nothing on the page
 * changes but the backend, where that is another now. Nobody else uses the worker meanwhile.
 * @param kind of the run that lost it: a preparation is made again by itself, and an opening has the worker's turn
 * @throws FailureError, "worker-lost" where the new one is lost as well
 */
export async function recoverWorker(lab: Lab, kind: JobKind, loss: Loss): Promise<void> {
  const giveBack = kind === "open" ? () => {} : await lab.turn.take();
  try {
    lab.dropLink();
    await restBeforeRestart(lab, loss);
    const link = lab.link();
    try {
      await reopen(lab, link.host);
      if (kind !== "prepare") await prepareAgain(lab, link.host, loss);
    } catch (thrown) {
      // a worker that holds half of it counts as lost, so that whoever needs it next has it made whole
      if (lab.store.getState().session.known === 0) lab.dropLink();
      else link.terminate();
      throw thrown;
    }
  } finally {
    giveBack();
  }
}
