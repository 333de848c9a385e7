import { describe, expect, it } from "vitest";
import { FailureError } from "../core/failure.ts";
import { follow } from "./follow.ts";
import type { Job, JobTable } from "./host.ts";
import { jobHost } from "./host.ts";
import type { LabParts } from "./lab-parts.ts";
import { emptyWorkbench } from "./workbench.ts";

const nowhere = async function* () {
  yield await Promise.reject(new Error("not under test"));
  throw new Error("not under test");
};

/** A table whose "open" job counts to three and notes when it was cleaned up. */
function counting(log: string[]): JobTable {
  const open: Job<"open"> = async function* () {
    const answer = { model: null, dataset: null, notes: ["counted"], missing: [], failures: [], kept: [] };
    try {
      for (let done = 1; done <= 3; done++) yield { answer, progress: { done, total: 3, unit: "stages" } };
      return answer;
    } finally {
      log.push("cleaned up");
    }
  };
  const verify: Job<"verify"> = async function* () {
    yield await Promise.reject(new FailureError({ kind: "verification-failed", message: "It differs." }));
    throw new Error("unreachable");
  };
  return {
    open,
    verify,
    prepare: nowhere,
    sweep: nowhere,
    estimate: nowhere,
    pool: nowhere,
    surface: nowhere,
    interaction: nowhere,
    irreplaceability: nowhere,
    sensitivity: nowhere,
    tiny: nowhere,
    prune: nowhere,
    repair: nowhere,
    appraise: nowhere,
    compare: nowhere,
    latency: nowhere,
    unit: nowhere,
    answer: nowhere,
    export: nowhere,
  };
}

const hostOf = (log: string[]) => jobHost(counting(log), emptyWorkbench({} as LabParts));

describe("the job protocol", () => {
  it("hands out one step a pull, then the last answer once more as done", async () => {
    const log: string[] = [];
    const steps = [];
    for await (const step of follow(hostOf(log), "open", { files: [], known: 0, output: null })) steps.push(step);
    expect(steps.map((step) => [step.progress.done, step.done])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [3, true],
    ]);
    expect(steps.at(-1)?.answer?.notes).toEqual(["counted"]);
    expect(log).toEqual(["cleaned up"]);
  });

  it("cancels by leaving the loop, which runs the job's clean-up", async () => {
    const log: string[] = [];
    for await (const step of follow(hostOf(log), "open", { files: [], known: 0, output: null }))
      if (step.progress.done === 1) break;
    expect(log).toEqual(["cleaned up"]);
  });

  it("carries a failure as a value and throws it again, kind and all, on the other side", async () => {
    const pull = async () => {
      for await (const _ of follow(hostOf([]), "verify", {} as never)) void _;
    };
    await expect(pull()).rejects.toMatchObject({ failure: { kind: "verification-failed", message: "It differs." } });
  });

  it("says of whatever fails without its graphics device that the worker is lost", async () => {
    const parts = { deviceIsLost: async () => true } as unknown as LabParts;
    const host = jobHost(counting([]), emptyWorkbench(parts));
    const pull = async () => {
      for await (const _ of follow(host, "verify", {} as never)) void _;
    };
    const failure = { kind: "worker-lost", where: "the graphics device" };
    await expect(pull()).rejects.toMatchObject({ failure });
  });

  it("answers a closed job with a failure", async () => {
    const host = hostOf([]);
    const id = await host.open("open", { files: [], known: 0, output: null });
    if (!id.ok) throw new Error("did not open");
    await host.close(id.value);
    expect(await host.next(id.value)).toMatchObject({ ok: false });
  });
});
