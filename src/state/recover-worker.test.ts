import { expect, it, vi } from "vitest";
import { FailureError } from "../core/failure.ts";
import { noCheckpoint } from "../jobs/checkpoint.ts";
import type { JobHost, JobStep } from "../jobs/contract.ts";
import { deviceWhere } from "../jobs/worker-death.ts";
import type { WorkerLink } from "../jobs/worker-link.ts";
import { cancel } from "./actions/control-run.ts";
import { estimate } from "./actions/estimate.ts";
import { openFiles } from "./actions/open-files.ts";
import { createLab } from "./lab.ts";
import { holdings, prepared, smoothScript } from "./lab-fixtures.ts";
import { scriptedHost } from "./scripted-host.ts";
import { goOnWith } from "./start-run.ts";

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const steps = 10;

interface Fate {
  /** Steps of an estimate that a worker makes before it dies. */
  readonly lives: number;
  readonly device?: boolean;
  /** Its memory is full instead. */
  readonly full?: boolean;
  /** Nothing new: it dies while it repeats what is known. */
  readonly replays?: boolean;
}

/** A lab whose workers estimate in ten steps, go on from checkpoints, and die as is said of each. */
async function labOf(fates: readonly Fate[]) {
  const log: string[] = [];
  let started = 0;
  const connect = (): WorkerLink => {
    const fate = fates[started] ?? { lives: steps };
    const number = started;
    started += 1;
    let backend: "webgpu" | "wasm" = "webgpu";
    const { host: scripted } = scriptedHost({
      ...smoothScript,
      prepare: ({ prefer }) => {
        if (prefer === "wasm") backend = "wasm";
        log.push(`worker ${number} prepares on ${backend}`);
        return [{ ...prepared, backend: { ...prepared.backend!, name: backend } }];
      },
    });
    let [at, lives, own] = [0, fate.lives, -1];
    const host: JobHost = {
      async open(kind, spec, from) {
        const id = await scripted.open(kind, spec, from);
        if (kind === "estimate" && id.ok) {
          own = id.value;
          at = (from?.state as number | null) ?? 0;
          log.push(`worker ${number} from ${at}`);
        }
        return id;
      },
      next: (async (id: number) => {
        if (id !== own) return scripted.next(id);
        await new Promise((resolve) => setTimeout(resolve, 0));
        lives -= 1;
        if (lives < 0 && fate.full)
          return { ok: false, failure: { kind: "out-of-memory", message: "It has no 12 MiB more." } };
        if (lives < 0)
          throw new FailureError({
            kind: "worker-lost",
            message: "It died.",
            ...(fate.device ? { where: deviceWhere } : {}),
          });
        const progress = { done: at, total: steps, unit: "evaluations" } as const;
        const [answer] = smoothScript.estimate();
        if (fate.replays) return { ok: true, value: { answer, progress, done: false, replaying: true } };
        at += 1;
        const step: JobStep<"estimate"> = {
          answer: answer ?? null,
          progress: { ...progress, done: at },
          done: at === steps,
          news: { pieces: [], state: at },
        };
        return { ok: true, value: step };
      }) as JobHost["next"],
      close: scripted.close,
    };
    return { host, terminate: () => log.push(`worker ${number} ended`) };
  };
  const createWorker = () => {
    throw new Error("no worker here");
  };
  const lab = createLab({ createWorker, connect, restartAfter: 0 });
  await openFiles(lab, files);
  log.length = 0;
  return { lab, log, run: () => lab.store.getState().runs.estimate };
}

it("a run whose worker dies goes on in another one from its checkpoint, with nobody asked", async () => {
  const { lab, log, run } = await labOf([{ lives: 4 }, { lives: 3 }]);
  const sweep = lab.store.getState().runs.sweep;
  await estimate(lab);
  expect(run()).toMatchObject({ status: "done", failure: null, recovering: null, checkpoint: null });
  expect(run()?.resumed).toEqual({ times: 2, backends: [] });
  expect(log).toEqual([
    "worker 0 from 0",
    "worker 0 ended",
    "worker 1 prepares on webgpu",
    "worker 1 from 4",
    "worker 1 ended",
    "worker 2 prepares on webgpu",
    "worker 2 from 7",
  ]);
  expect(lab.store.getState().runs.sweep).toBe(sweep);
  expect(lab.store.getState().session.holdings).toEqual(holdings);
});

it("gives up after four restarts in a row that got no further, and keeps what was found", async () => {
  const dying = Array.from({ length: 9 }, () => ({ lives: 2, replays: true }));
  const { lab, log, run } = await labOf([{ lives: 4 }, ...dying]);
  await estimate(lab);
  expect(run()).toMatchObject({
    status: "failed",
    failure: {
      kind: "worker-lost",
      message: "The worker that computes was lost 5 times in a row without getting any further.",
    },
    progress: { done: 4 },
  });
  expect(run()?.checkpoint).toEqual({ ...noCheckpoint, state: 4 });
  expect(run()?.answer).not.toBeNull();
  expect(log.filter((entry) => entry.endsWith("from 4"))).toHaveLength(4);
  expect(lab.store.getState().runs.active).toBeNull();
});

it("a run whose worker has no memory left goes on in an empty one; where that is full at once it says what it lacks", async () => {
  const { lab, log, run } = await labOf([{ lives: 4, full: true }]);
  await estimate(lab);
  expect(run()).toMatchObject({ status: "done", resumed: { times: 1 } });
  expect(log).toContain("worker 1 from 4");

  const full = { lives: 0, full: true };
  const other = await labOf([{ lives: 4, full: true }, full, full]);
  await estimate(other.lab);
  expect(other.run()).toMatchObject({
    status: "failed",
    recovering: null,
    failure: { kind: "out-of-memory", message: "It has no 12 MiB more." },
    checkpoint: { state: 4 },
  });
  expect(other.log.filter((entry) => entry.endsWith("from 4"))).toHaveLength(1);
});

it("leaves the graphics device where that is lost twice in a row, and says so", async () => {
  const lost = { lives: 2, device: true };
  const { lab, log, run } = await labOf([lost, { ...lost, replays: true }]);
  await estimate(lab);
  expect(run()?.status).toBe("done");
  expect(run()?.resumed).toEqual({ times: 2, backends: ["webgpu", "wasm"] });
  expect(log.filter((entry) => entry.includes("prepares"))).toEqual([
    "worker 1 prepares on webgpu",
    "worker 2 prepares on wasm",
  ]);
  expect(lab.store.getState().session.prepared?.backend?.name).toBe("wasm");
});

it("does not go on with a run that is cancelled while its worker is replaced", async () => {
  const { lab, log, run } = await labOf([{ lives: 4 }]);
  const life = estimate(lab);
  await vi.waitFor(() => expect(run()?.recovering).toMatch(/goes on in a new one/), { interval: 1 });
  cancel(lab, run()!.id);
  await life;
  expect(run()?.status).toBe("cancelled");
  expect(log.filter((entry) => entry.includes("from"))).toEqual(["worker 0 from 0"]);
});

it("begins anew where a checkpoint makes no sense to the worker", async () => {
  const { lab, run } = await labOf([{ lives: steps }]);
  const { host } = lab.link();
  const { open } = host;
  const opened: unknown[] = [];
  Object.assign(host, {
    open: async (...[kind, spec, from]: Parameters<typeof open>) => {
      opened.push(from);
      if (from) return { ok: false, failure: { kind: "unexpected", message: "What is this?" } };
      return open(kind, spec);
    },
  });
  await estimate(lab);
  const ended = { ...run()!, status: "cancelled" as const, checkpoint: { ...noCheckpoint, state: "nonsense" } };
  await goOnWith(lab, ended);
  expect(opened).toEqual([undefined, { ...noCheckpoint, state: "nonsense" }, undefined]);
  expect(run()?.status).toBe("done");
});
