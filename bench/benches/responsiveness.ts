import os from "node:os";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { BenchResult } from "../bench.ts";
import { actOnLab, finished, openInLab, section } from "../lab-tab.ts";
import { tenThousand } from "../speed/chains.ts";
import { percentile } from "../speed/frame-gaps.ts";
import { networkFiles } from "../speed/network-files.ts";
import { pauseOnce } from "../speed/pause-once.ts";
import { tiny } from "../speed/race-page.ts";
import { sequential } from "../speed/sequential.ts";
import { longestTasks, type Stretch, stretchRow, watched } from "../speed/watched-stretch.ts";

const large =
  "?backend=wasm&masks=4&fractions=0.25,0.5,1&calibration=50&validation=20&test=20&workers=1&prior=false&evaluations=40000&bias=0.5";
const small = tiny
  ? "?backend=wasm&masks=20&evaluations=2000&roundEvaluations=200&target=120&bias=0.4"
  : "?backend=wasm&masks=200&evaluations=12000&roundEvaluations=900&target=51&bias=0.4";
const pauses = tiny ? 1 : 5;
/** Milliseconds that are watched of a run at most. */
const [long, short] = tiny ? [3000, 2000] : [15_000, 8000];

/** The top of a section's figure at the top of the window, as a person looks at it. */
async function lookAt(part: Locator): Promise<void> {
  const figure = part.getByRole("figure").first();
  await figure.waitFor();
  await figure.evaluate((element) => element.scrollIntoView({ block: "start" }));
}

/** Until a section's run has ended, at most so long. */
const whileRunning = (part: Locator, most: number): Promise<unknown> =>
  Promise.race([finished(part), part.page().waitForTimeout(most)]);

/** The lab while it estimates the power of 10,000 units with their chart on the page, and pauses on the way. */
async function withTenThousand(tab: Page): Promise<{ stretches: Stretch[]; answers: number[] }> {
  await openInLab(tab, [
    ...networkFiles(sequential(tenThousand)),
    ...["digits-train.csv.gz", "digits-test.csv.gz"].map((name) => path.resolve("public/sample", name)),
  ]);
  const [power, network] = [section(tab, "Power"), section(tab, "Network")];
  await finished(section(tab, "Uncertainty"));
  await power.getByRole("button", { name: "Estimate power", exact: true }).click();
  const answers: number[] = [];
  await lookAt(power);
  const words = (await power.getByRole("figure").first().getAttribute("aria-label")) ?? "";
  const units = Number(/of ([\d,]+) units/.exec(words)?.[1]?.replaceAll(",", "") ?? Number.NaN);
  const ranked = await watched(tab, { run: "estimate", inSight: "power", units }, async () => {
    await tab.waitForTimeout(long);
    for (let count = 0; count < pauses; count++) {
      answers.push(await pauseOnce(tab, "Power"));
      await tab.waitForTimeout(1000);
    }
  });
  await tab.screenshot({ path: "bench/out/responsiveness.png" });
  await lookAt(network);
  const map = await watched(tab, { run: "estimate", inSight: "network map", units }, () => tab.waitForTimeout(short));
  return { stretches: [ranked, map], answers };
}

/** The sample's runs, one after the other, each with the figure in sight that shows it. */
async function withSample(tab: Page): Promise<Stretch[]> {
  const [uncertainty, power, network, pruning] = ["Uncertainty", "Power", "Network", "Pruning"].map((name) =>
    section(tab, name),
  ) as [Locator, Locator, Locator, Locator];
  const units = 226;
  const stretches: Stretch[] = [];
  const watch = async (run: string, inSight: string, part: Locator, seen: Locator) => {
    // an earlier run's last words may still stand there
    await part.getByText(/left$/).first().waitFor();
    await lookAt(seen);
    stretches.push(await watched(tab, { run, inSight, units }, () => whileRunning(part, short)));
  };
  await tab.getByRole("button", { name: "Try the sample" }).first().click();
  await watch("sweep", "uncertainty", uncertainty, uncertainty);
  await finished(uncertainty);
  const estimate = async () => power.getByRole("button", { name: "Estimate power", exact: true }).click();
  await estimate();
  await watch("estimate", "power", power, power);
  await finished(power);
  await estimate();
  await watch("estimate", "network map", power, network);
  await finished(power);
  for (const [inSight, seen] of [
    ["pruning", pruning],
    ["network map", network],
  ] as const) {
    await pruning.getByLabel("Strategy").selectOption({ label: "Iterated pruning" });
    await pruning.getByRole("button", { name: "Prune", exact: true }).click();
    await watch("iterated pruning", inSight, pruning, seen);
    await finished(pruning);
  }
  return stretches;
}

/**
 * The built lab while it computes: every task of the page's own thread, from a browser trace, and every frame; with
 * 10,000 units and with the sample's, with each figure in sight. How soon a pause is answered.
 */
export async function bench(): Promise<BenchResult> {
  const load = os.loadavg()[0] ?? Number.NaN;
  let [ofLarge, answers, ofSmall]: [Stretch[], number[], Stretch[]] = [[], [], []];
  const browser = await actOnLab(large, async (tab) => {
    ({ stretches: ofLarge, answers } = await withTenThousand(tab));
  });
  await actOnLab(small, async (tab) => {
    ofSmall = await withSample(tab);
  });
  const stretches = [...ofLarge, ...ofSmall];
  for (const line of longestTasks(stretches, 16)) console.log(line);
  const tasks = stretches.flatMap(({ tasks }) => tasks);
  const lengths = tasks.map(({ length }) => length);
  const p95 = (of: readonly Stretch[]) => percentile([...of.flatMap(({ gaps }) => gaps)], 0.95);
  return {
    headline: {
      longestTaskMs: Math.max(...lengths),
      longestTaskOnCoreMs: Math.max(...tasks.map(({ onCore }) => onCore)),
      tasksOver50Ms: lengths.filter((length) => length > 50).length,
      tasksOver50MsOnCore: tasks.filter(({ onCore }) => onCore > 50).length,
      tasks: lengths.length,
      tracedSeconds: stretches.reduce((sum, { seconds }) => sum + seconds, 0),
      pauseMs: Math.max(...answers),
      unitsOnTheChart: ofLarge[0]?.units ?? Number.NaN,
      frame95Ms: p95(stretches),
      worstFrame95Ms: Math.max(...stretches.map((stretch) => p95([stretch]))),
    },
    rows: stretches.map(stretchRow),
    environment: {
      browser,
      backend: "wasm; one worker with 10,000 units, as many as the lab chooses with the sample",
      load,
    },
  };
}
