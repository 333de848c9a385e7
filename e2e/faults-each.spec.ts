import path from "node:path";
import { type Browser, expect, test } from "@playwright/test";
import { comeFor, endure, leftAlone } from "./faults/endure.ts";
import type { Fault, GroundName } from "./faults/fault.ts";
import { faults } from "./faults/faults.ts";
import { type FaultyHost, hostWithFaults } from "./faults/faulty-host.ts";
import { type LongJob, longJobs } from "./faults/long-jobs.ts";
import { gapOf } from "./faults/same-figures.ts";
import { writeSmallLab } from "./faults/small-lab.ts";
import { makeReady, type Visit } from "./faults/visit.ts";
import { numbers } from "./small-networks.ts";

/** Every fault once, in the middle of a run: nothing is lost, and the figures are those of a run left alone. */

test.describe.configure({ timeout: 400_000 });

const jobNamed = (name: string): LongJob => longJobs.find((job) => job.name === name) as LongJob;

/** An estimate that lasts a second or two; those that it cannot meet happen to a training. */
const estimate: LongJob = {
  ...jobNamed("estimate"),
  settings: "masks=2&fractions=0.5,1&evaluations=6000&bias=0.5",
};
const tuning: LongJob = {
  ...jobNamed("fine-tune"),
  settings: `${jobNamed("refit").settings}&repairKind=fine-tune&epochs=12&patience=12&batch=32`,
};

/** Differences, relative to 1 + |figure|, up to which figures of two backends are the same. */
const rounding = 1e-3;

let host: FaultyHost;
test.beforeAll(async () => {
  host = await hostWithFaults(path.resolve("dist"));
});
test.afterAll(() => host.close());

async function visitOf(browser: Browser, name: string): Promise<Visit> {
  const context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
  await makeReady(context);
  const files = writeSmallLab(test.info().outputPath(name));
  return { context, host, files, page: await context.newPage() };
}

/** Lets every fault of a ground happen to a job, one run after the other. */
async function expectEndured(browser: Browser, ground: GroundName, job: LongJob, own: readonly Fault[]): Promise<void> {
  const visit = await visitOf(browser, job.name);
  const draw = numbers(5);
  draw();
  try {
    await comeFor(visit, ground, job);
    const { answers: alone, reach } = await leftAlone(visit, job);
    let spoilt = false;
    for (const fault of own)
      await test.step(fault.name, async () => {
        if (spoilt) await comeFor(visit, ground, job);
        spoilt = fault.spoils ?? false;
        const endured = await endure(visit, job, { ...fault, times: 1 }, 0.9 * reach, draw);
        expect(endured.moments, `${fault.name} happened`).toHaveLength(1);
        expect(endured.missing).toEqual([]);
        const allowed = fault.otherBackend || ground === "webgpu" ? rounding : 0;
        expect(gapOf(alone, endured.answers)).toBeLessThanOrEqual(allowed);
      });
  } finally {
    await visit.context.close();
  }
}

const on = (ground: GroundName, job = estimate) =>
  faults.filter((fault) => fault.ground === ground && (fault.only?.includes(job.name) ?? true));

test("an estimate endures whatever happens to its worker, its tab, its storage, its files and its network", ({
  browser,
}) => expectEndured(browser, "wasm", estimate, on("wasm")));

test("an estimate endures whatever happens to the workers of a pool", ({ browser }) =>
  expectEndured(browser, "pool", estimate, on("pool")));

test("an estimate endures whatever happens to the graphics device", ({ browser }) =>
  // on few examples the device is quicker than the kernel on many
  expectEndured(browser, "webgpu", jobNamed("estimate"), on("webgpu")));

test("training goes on where tfjs has no memory left", ({ browser }) =>
  expectEndured(
    browser,
    "wasm",
    tuning,
    on("wasm", tuning).filter((fault) => !on("wasm").includes(fault)),
  ));
