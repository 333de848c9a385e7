import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { build } from "vite";
import { comeFor, type Endured, endure, leftAlone } from "../../e2e/faults/endure.ts";
import type { Fault, GroundName } from "../../e2e/faults/fault.ts";
import { faults } from "../../e2e/faults/faults.ts";
import { type FaultyHost, hostWithFaults } from "../../e2e/faults/faulty-host.ts";
import { type LongJob, longJobs } from "../../e2e/faults/long-jobs.ts";
import { gapOf } from "../../e2e/faults/same-figures.ts";
import { writeSmallLab } from "../../e2e/faults/small-lab.ts";
import { makeReady, type Visit } from "../../e2e/faults/visit.ts";
import { numbers } from "../../e2e/small-networks.ts";
import config from "../../vite.config.ts";
import type { BenchResult } from "../bench.ts";
import { flags } from "../browser-page.ts";
import { type Tally, tallyRows } from "../faults/tally.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** What follows a name such as `--seed` on the command line. */
const option = (name: string): string | undefined => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? undefined : process.argv[place + 1];
};

const groundNames = ["wasm", "pool", "webgpu"] as const;

/** Differences, relative to 1 + |figure|, up to which figures of two backends are the same. */
const rounding = 1e-3;

async function labFolder(): Promise<string> {
  const outDir = option("dist");
  if (outDir !== undefined) return path.resolve(outDir);
  const folder = path.join(import.meta.dirname, "../dist/faults");
  const shared = { ...config, root, configFile: false as const, logLevel: "warn" as const };
  await build({ ...shared, build: { ...config.build, outDir: folder, emptyOutDir: true } });
  return folder;
}

interface Course {
  readonly browser: Browser;
  readonly host: FaultyHost;
  readonly files: readonly string[];
  readonly draw: () => number;
  tell(tally: Tally): void;
  /** When nothing more is begun, on the clock of `performance`. */
  readonly end: number;
}

function tallyOf(fault: Fault, job: LongJob, endured: Endured, alone: string): Tally {
  const gap = endured.answers === alone ? 0 : gapOf(alone, endured.answers);
  const differing = gap > (fault.otherBackend || fault.ground === "webgpu" ? rounding : 0);
  if (differing) console.log(`  differing by ${gap}`);
  for (const failure of new Set(endured.failures)) console.log(`  said: ${failure}`);
  if (endured.missing.length > 0) console.log(`  missing: ${endured.missing.join(", ")}`);
  return {
    fault: fault.name,
    job: job.name,
    injections: endured.moments.length,
    lost: endured.missing.length > 0 ? 1 : 0,
    differing: differing ? 1 : 0,
    longest: Math.max(0, ...endured.recoveries),
    pressed: endured.pressed.length > 0 ? 1 : 0,
  };
}

const told = (fault: Fault, job: LongJob, endured: Endured, seconds: number) =>
  console.log(
    `${fault.name} | ${job.name} | at ${endured.moments.map((at) => at.toFixed(2)).join(", ")} | on again after ${endured.recoveries
      .map((each) => each.toFixed(1))
      .join(", ")} s | ${seconds.toFixed(1)} s in all | ${endured.pressed.join(", ")}`,
  );

/** What the lab says of its files and of what it keeps, for a report. */
const sayingOf = async ({ page }: Visit): Promise<string> => {
  const part = page.getByRole("region", { name: "Model and data", exact: true });
  const slots = () => ["open", "prepare", "sweep"].map((slot) => window.faults.runOf(slot));
  const runs = await page.evaluate(slots).catch(() => "nothing");
  const words = (await part.textContent({ timeout: 2000 }).catch(() => null)) ?? "nothing";
  return `${JSON.stringify(runs)} ${words.slice(1100, 2600)}`;
};

/** One job on one ground, left alone and then with every fault. */
async function play(
  { browser, host, files, draw, tell, end }: Course,
  job: LongJob,
  ground: GroundName,
  own: readonly Fault[],
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await context.addInitScript("globalThis.__name = (named) => named");
  await makeReady(context);
  const visit: Visit = { context, host, files, page: await context.newPage() };
  try {
    await comeFor(visit, ground, job);
    const { answers: alone, seconds, reach } = await leftAlone(visit, job);
    console.log(`${job.name} on ${ground}: ${seconds.toFixed(1)} s when left alone`);
    let spoilt = false;
    for (const fault of own) {
      const began = performance.now();
      if (began > end) break;
      try {
        if (spoilt) await comeFor(visit, ground, job);
        spoilt = fault.spoils ?? false;
        let endured = await endure(visit, job, fault, reach, draw);
        // a short run may be over before anything could happen to it
        for (let tries = 0; endured.moments.length === 0 && tries < (fault.hit ? 1 : 2); tries++)
          endured = await endure(visit, job, fault, reach * 0.3, draw);
        told(fault, job, endured, (performance.now() - began) / 1000);
        if (endured.moments.length > 0) tell(tallyOf(fault, job, endured, alone));
      } catch (error) {
        console.log(`${fault.name} | ${job.name} | LOST: ${String(error).slice(0, 600)}`);
        tell({ fault: fault.name, job: job.name, injections: 1, lost: 1, differing: 0, longest: 0, pressed: 0 });
        console.log(`  the page says: ${await sayingOf(visit)}`);
        await visit.page.screenshot({ path: `bench/out/faults-${fault.name}-${job.name}.png` }).catch(() => {});
        host.refused = null;
        host.down = false;
        await context.setOffline(false);
        spoilt = true;
      }
    }
  } finally {
    await context.close();
  }
}

/**
 * Faults at random moments of every long job of the built lab in a real browser: whether something is lost, whether the
 * figures are those of a run left alone, and how long it takes until the run goes on. `--only` some faults or jobs (`--only "reload,sweep"`), `--seed`
 * of the moments, `--rounds` of everything, `--minutes` that the jobs share, each with as many faults
 * as there is time for.
 */
export async function bench(): Promise<BenchResult> {
  const seed = Number(option("seed") ?? 1);
  const only = option("only")?.split(",") ?? [];
  const chosen = <T extends { readonly name: string }>(all: readonly T[]) => {
    const found = all.filter(({ name }) => only.includes(name));
    return found.length > 0 ? found : all;
  };
  const [jobs, wanted] = [chosen(longJobs), chosen(faults)];
  const folder = await labFolder();
  const filesFor = ({ rows = 4000 }: LongJob) => writeSmallLab(path.join(root, `bench/dist/faults-${rows}`), rows);
  const end = performance.now() + 60_000 * Number(option("minutes") ?? 1000);
  const host = await hostWithFaults(folder);
  const { findBrowser } = (await import("../../e2e/find-browser.mjs" as string)) as { findBrowser(): Promise<string> };
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...flags] });
  const tallies: Tally[] = [];
  const draw = numbers(seed + 1000);
  draw();
  console.log(`seed ${seed}`);
  try {
    const course = { browser, host, draw, tell: (tally: Tally) => void tallies.push(tally) };
    const faultsOf = (job: LongJob, ground: GroundName) => {
      const own = wanted.filter((fault) => fault.ground === ground && (fault.only?.includes(job.name) ?? true));
      // in another order for every job: where the time is bounded, none is always left out
      return own
        .map((fault) => ({ fault, at: draw() }))
        .sort((a, b) => a.at - b.at)
        .map(({ fault }) => fault);
    };
    for (let round = 0; round < Number(option("rounds") ?? 1); round++) {
      const all = jobs.flatMap((job) => groundNames.map((ground) => ({ job, ground, own: faultsOf(job, ground) })));
      const tasks = all.filter(({ own }) => own.length > 0);
      for (const [place, { job, ground, own }] of tasks.entries()) {
        // what is left of the time is shared by what is to be done in it, with two for the way there
        const weight = ({ own: { length } }: { own: readonly Fault[] }) => length + 2;
        const rest = tasks.slice(place).reduce((sum, task) => sum + weight(task), 0);
        const now = performance.now();
        const until = Math.min(end, now + ((end - now) * (own.length + 2)) / rest);
        await play({ ...course, files: filesFor(job), end: until }, job, ground, own);
      }
    }
  } finally {
    await browser.close();
    await host.close();
  }
  const count = (of: (tally: Tally) => number) => tallies.reduce((sum, tally) => sum + of(tally), 0);
  return {
    headline: {
      injections: count(({ injections }) => injections),
      lost: count(({ lost }) => lost),
      differing: count(({ differing }) => differing),
      faults: new Set(tallies.map(({ fault }) => fault)).size,
      jobs: new Set(tallies.map(({ job }) => job)).size,
      longestRecoverySeconds: Math.max(0, ...tallies.map(({ longest }) => longest)),
      runsThatWaitedForAButton: count(({ pressed }) => pressed),
    },
    rows: tallyRows(
      tallies,
      jobs.map(({ name }) => name),
    ),
    environment: { browser: browser.version(), seed },
  };
}
