import type { Locator, Page } from "@playwright/test";
import { section } from "../lab-page.ts";
import type { Fault, GroundName } from "./fault.ts";
import type { LongJob } from "./long-jobs.ts";
import { patience, pause, until } from "./until.ts";
import { answerOf, comeAnew, type Held, heldBy, hitsOf, openOn, type RunNow, runOf, type Visit } from "./visit.ts";

const grounds: Record<GroundName, string> = {
  wasm: "backend=wasm&workers=1&calibration=1500&validation=500&test=1500",
  pool: "backend=wasm&workers=2&calibration=1500&validation=500&test=1500",
  webgpu: "backend=webgpu&calibration=60&validation=60&test=60",
};
const always = "splitSeed=1&prior=false&step=256";

/** A page that is just being replaced has nothing to say. */
const orNull = <T>(asked: Promise<T | null>): Promise<T | null> => asked.catch(() => null);

/** The runs of a job in their order: the first one that is not done is the one under way. */
async function runsOf(page: Page, { slots }: LongJob): Promise<(RunNow | null)[]> {
  return Promise.all(slots.map((slot) => orNull(runOf(page, slot))));
}

/** Whether the lab is at rest, prepared, with nothing under way. */
const atRest = async (page: Page) => {
  const held = await orNull(heldBy(page));
  return held?.ready === true && !held.active;
};

const startOf = (page: Page, { part, start }: LongJob): Locator =>
  section(page, part).getByRole("button", { name: start, exact: true });

/** What the answers of a finished job are, to the last bit. */
async function answers(page: Page, { slots }: LongJob): Promise<string> {
  return JSON.stringify(await Promise.all(slots.map((slot) => answerOf(page, slot))));
}

/** Starts a job with its button. */
async function begin(page: Page, job: LongJob): Promise<void> {
  await until(() => atRest(page), `the lab at rest before ${job.name}`);
  await job.reset?.(page);
  const before = (await runsOf(page, job)).map((run) => run?.id);
  await startOf(page, job).click({ timeout: patience });
  await until(
    async () => {
      const [first] = await runsOf(page, job);
      return first !== null && first?.id !== before[0];
    },
    `${job.name} to begin`,
    10,
  );
}

/** Buttons that the page offers for a run that stopped, in the order in which a person would take them. */
async function pressWhatIsOffered(page: Page, job: LongJob): Promise<string | null> {
  const kept = section(page, "What is kept").getByRole("button", { name: /^Go on with/ });
  const goOn = section(page, job.part).getByRole("button", { name: "Go on", exact: true });
  const again = section(page, job.part).getByRole("button", { name: "Start again", exact: true });
  for (const button of [kept, goOn, again, startOf(page, job)])
    if ((await button.count()) > 0 && (await button.first().isEnabled())) {
      const words = (await button.first().textContent()) ?? "";
      await button.first().click({ timeout: 5000 });
      return words;
    }
  return null;
}

/** How a run came to its end. */
export interface Ending {
  readonly answers: string;
  /** Buttons that were pressed. */
  readonly pressed: readonly string[];
  /** Failures that the page showed on the way. */
  readonly failures: readonly string[];
}

/** Waits for a job's end; where it stops, does what a person would do. */
async function toTheEnd(visit: Visit, job: LongJob, fault: Fault | null): Promise<Ending> {
  const pressed: string[] = [];
  const failures: string[] = [];
  let mended = false;
  const end = performance.now() + patience;
  for (let idle = 0; performance.now() < end; await pause(40)) {
    const runs = await runsOf(visit.page, job);
    if (runs.every((run) => run?.status === "done"))
      return { answers: await answers(visit.page, job), pressed, failures };
    const held = await orNull(heldBy(visit.page));
    const live = runs.some((run) => run?.status === "running");
    idle = live || held === null || held.active ? 0 : idle + 1;
    // between the parts of a job, or while files are opened, nothing is under way for a moment
    if (idle < 12) continue;
    for (const run of runs)
      if (run?.failure) failures.push(`${run.failure} (${run.checkpoint ? "with" : "without"} a checkpoint)`);
    if (fault?.mend && !mended) {
      mended = true;
      await fault.mend(visit);
      await until(() => atRest(visit.page), "the lab at rest again");
    } else {
      const words = await pressWhatIsOffered(visit.page, job).catch(() => null);
      if (words !== null) pressed.push(words);
    }
    idle = 0;
  }
  const runs = await runsOf(visit.page, job);
  throw new Error(`${job.name} came to no end: ${JSON.stringify(runs)} after ${JSON.stringify([pressed, failures])}`);
}

/** Comes to the lab anew on a ground, and brings it to where a job begins. */
export async function comeFor(visit: Visit, ground: GroundName, job: LongJob): Promise<void> {
  await comeAnew(visit, `${grounds[ground]}&${always}&${job.settings}`);
  await openOn(visit);
  await until(
    async () => (await orNull(runOf(visit.page, "sweep")))?.status === "done" && (await atRest(visit.page)),
    "the first sweep",
  );
  for (const first of job.before ?? []) {
    await begin(visit.page, first);
    await toTheEnd(visit, first, null);
  }
}

const shareOf = (runs: readonly (RunNow | null)[]) =>
  runs.reduce((sum, run) => sum + (run === null ? 0 : run.status === "done" ? 1 : run.share), 0) / runs.length;

/** A job that nothing happens to. @returns its answers, the seconds that it took, and how far it was seen to go before its end */
export async function leftAlone(
  visit: Visit,
  job: LongJob,
): Promise<{ answers: string; seconds: number; reach: number }> {
  await begin(visit.page, job);
  const began = performance.now();
  let reach = 0;
  for (let over = false; !over; await pause(10)) {
    const runs = await runsOf(visit.page, job);
    over = runs.every((run) => run?.status === "done");
    if (!over) reach = Math.max(reach, shareOf(runs));
  }
  return { answers: await answers(visit.page, job), seconds: (performance.now() - began) / 1000, reach };
}

/** What came of a job that something happened to. */
export interface Endured extends Ending {
  /** How far the run was, from 0 to 1, whenever something happened; fewer than meant where it was over before. */
  readonly moments: readonly number[];
  /** Seconds from each of them until the run was further than it was then. */
  readonly recoveries: readonly number[];
  /** What was there before and is not any more, in words. */
  readonly missing: readonly string[];
}

function missingOf(before: Held | null, after: Held | null): string[] {
  if (before === null || after === null) return ["the lab"];
  const gone = (what: string, was: readonly unknown[], is: readonly unknown[]) =>
    was.filter((each) => !is.includes(each)).map((each) => `${what} ${String(each)}`);
  return [
    ...gone("file", before.files, after.files),
    ...gone("run", before.runs, after.runs),
    ...(before.network === after.network ? [] : ["the network"]),
    ...(before.data === after.data ? [] : ["the data"]),
  ];
}

/** How often the worker was caught at what a fault is about, since the page was loaded. */
const caught = async ({ page }: Visit, { hit }: Fault): Promise<number> =>
  (await hitsOf(page)).filter((name) => name === hit).length;

/**
 * Plays a job with a fault at random moments of it.
 * @param reach how far it is seen to go before its end, from 0 to 1
 * @param draw numbers from 0 to 1 that choose the moments
 */
export async function endure(
  visit: Visit,
  job: LongJob,
  fault: Fault,
  reach: number,
  draw: () => number,
): Promise<Endured> {
  const moments: number[] = [];
  const recoveries: number[] = [];
  const [from, width] = fault.otherBackend ? [0.78, 0.1] : [0.03, 0.75];
  const planned = Array.from({ length: fault.times }, () => reach * (from + width * draw())).sort((a, b) => a - b);
  await begin(visit.page, job);
  const held = await heldBy(visit.page);
  const caughtBefore = await caught(visit, fault);
  let happened: { at: number; share: number } | null = null;
  /** Looks at the run: how far it is, and whether it goes on again. */
  const look = async () => {
    const runs = await runsOf(visit.page, job);
    const share = shareOf(runs);
    if (happened !== null && share > happened.share) {
      recoveries.push((performance.now() - happened.at) / 1000);
      happened = null;
    }
    return { share, over: runs.every((run) => run?.status === "done"), runs };
  };
  /** Waits until the run is so far, and goes on after what happened to it before. @returns whether it is under way then */
  const comeTo = async (moment: number) => {
    for (let stood = 0; stood < 30; await pause(8)) {
      const { share, over, runs } = await look();
      if (over) return false;
      if (share >= moment && happened === null) return true;
      const held = await orNull(heldBy(visit.page));
      const still = !runs.some((run) => run?.status === "running") && held !== null && !held.active;
      stood = still ? stood + 1 : 0;
    }
    return false;
  };
  for (const moment of planned) {
    if (!(await comeTo(moment))) break;
    const { share, over, runs } = await look();
    const under = job.slots[runs.findIndex((run) => run?.status !== "done")];
    if (over || under === undefined) break;
    moments.push(share);
    const at = performance.now();
    await fault.inject(visit, under, draw);
    // what was under way when it happened may still come in
    await pause(50);
    happened = { at, share: Math.max(share, (await look()).share) };
  }
  const watching = { on: true };
  const watch = (async () => {
    while (watching.on) {
      await look().catch(() => {});
      await pause(50);
    }
  })();
  let ending: Ending;
  try {
    ending = await toTheEnd(visit, job, fault);
  } finally {
    watching.on = false;
    await watch;
    await fault.over?.(visit);
  }
  await look();
  if (happened !== null) recoveries.push((performance.now() - (happened as { at: number }).at) / 1000);
  // what was asked for and never came is no fault
  const missed = fault.hit !== undefined && (await caught(visit, fault)) === caughtBefore;
  const missing = missingOf(held, await heldBy(visit.page));
  return { ...ending, moments: missed ? [] : moments, recoveries: missed ? [] : recoveries, missing };
}
