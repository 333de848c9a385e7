import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../bench/start-backend.ts";
import type { MemoryAllowed } from "../src/core/memory/memory-refusal.ts";
import type { JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import type { LabParts } from "../src/jobs/lab-parts.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { caughtFailure } from "./caught-failure.ts";
import { npyBytes } from "./npy-bytes.ts";

/** What the memory estimate does to an opening and to a preparation, through the job protocol. */

beforeAll(() => startBackend("wasm"));

const names = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"];
const files = names.map((name) => ({
  name,
  blob: new Blob([Uint8Array.from(readFileSync(path.join("public/sample", name)))]),
}));
const spec: Jobs["prepare"]["spec"] = {
  seed: 1,
  prefer: "wasm",
  pairing: null,
  calibration: 40,
  validation: 40,
  test: 40,
};

async function preparedWithin(allowed: MemoryAllowed) {
  const parts: LabParts = labParts();
  const [started, evaluators]: [string[], number[]] = [[], []];
  const host = jobHost(
    jobTable,
    emptyWorkbench({
      ...parts,
      memoryAllowed: () => allowed,
      evaluator(...given) {
        evaluators.push(1);
        return parts.evaluator(...given);
      },
    }),
  );
  const last = async <K extends JobKind>(kind: K, wanted: Jobs[K]["spec"]) => {
    let answer: Jobs[K]["answer"] | null = null;
    for await (const step of follow(host, kind, wanted)) {
      answer = step.answer;
      if (kind === "prepare") started.push((answer as Jobs["prepare"]["answer"]).stage);
    }
    return answer;
  };
  await last("open", { files, known: 0, output: null });
  return { prepare: () => last("prepare", spec), started, evaluators };
}

it("a network that cannot fit is refused with numbers before anything of size is begun", async () => {
  const { prepare, started, evaluators } = await preparedWithin({ heap: 100_000, array: null, machine: null });
  const failure = await caughtFailure(prepare);
  expect(failure).toMatchObject({
    kind: "out-of-memory",
    message: expect.stringMatching(/takes at least \d+ MiB, and one thread's WebAssembly memory has \d+ MiB/),
    details: expect.stringContaining("weights: "),
  });
  expect(started).not.toContain("Trying pairings of data and network");
  expect(evaluators).toEqual([]);
});

it("one that fits is prepared, with the estimate and what there is in its answer", async () => {
  const allowed = { heap: 2 ** 32, array: null, machine: 2 ** 33 };
  const answer = await (await preparedWithin(allowed)).prepare();
  expect(answer?.stage).toBe("Ready");
  expect(answer?.memory?.allowed).toEqual(allowed);
  const { evaluate, refit, tune } = answer?.memory ?? {};
  expect(evaluate?.least).toBeLessThan(evaluate?.total ?? 0);
  for (const each of [refit, tune]) expect(each?.total).toBeGreaterThan(evaluate?.total ?? 0);
});

it("files that cannot fit are refused before they are read, and leave what was open as it was", async () => {
  let tab = 2 ** 32;
  const parts = labParts();
  const assembled: number[] = [];
  const host = jobHost(
    jobTable,
    emptyWorkbench({
      ...parts,
      memoryAllowed: () => ({ heap: null, array: null, machine: null, tab }),
      assemble(...given) {
        assembled.push(given[0].length);
        return parts.assemble(...given);
      },
    }),
  );
  const open = async (known: number, given: typeof files) => {
    const steps: Jobs["open"]["answer"][] = [];
    for await (const step of follow(host, "open", { files: given, known, output: null }))
      if (step.answer) steps.push(step.answer);
    return steps;
  };
  const steps = await open(0, files);
  const [ahead, opened] = [steps[0], steps.at(-1)];
  // known before anything is read, and not below the bytes of the files
  expect(ahead?.model).toBeNull();
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  expect(ahead?.opening?.estimate.total).toBeGreaterThan(bytes);
  expect(opened?.model?.fileBytes).toBeGreaterThan(0);
  tab = 2 ** 20;
  const huge = { name: "x.npy", blob: new Blob([npyBytes("<f4", [200, 1000], new Array(200_000).fill(0.5))]) };
  const refused = (await open(files.length, [...files, huge])).at(-1);
  const [largest] = (refused?.opening?.estimate.parts ?? []).toSorted((a, b) => b.bytes - a.bytes);
  expect(refused?.failures).toEqual([
    expect.objectContaining({
      kind: "out-of-memory",
      message: expect.stringMatching(/^Opening these files takes at least \d+ MiB, and one tab has 1 MiB\.$/),
      where: largest?.what,
      details: expect.stringContaining("x.npy: "),
    }),
  ]);
  expect(refused?.kept).toEqual(files.map((_, place) => place));
  expect(refused?.model?.hash).toBe(opened?.model?.hash);
  expect(assembled).toEqual([files.length]);
});
