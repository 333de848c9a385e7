import path from "node:path";
import type { Page } from "@playwright/test";
import type { BenchResult, Row } from "../bench.ts";
import { actOnLab, finished, openInLab, section } from "../lab-tab.ts";
import { tenThousand } from "../speed/chains.ts";
import { networkFiles } from "../speed/network-files.ts";
import { type PageTask, traceTab } from "../speed/page-tasks.ts";
import { tiny } from "../speed/race-page.ts";
import { sequential } from "../speed/sequential.ts";

const settings =
  "?backend=wasm&masks=4&fractions=0.25,0.5,1&calibration=50&validation=20&test=20&workers=1&prior=false&evaluations=40000&bias=0.5";
const pauses = 5;

/** Milliseconds, on the page's own clock, from a click on Pause to the first frame in which the page says that it is paused. */
const pauseOnce = (tab: Page): Promise<number> =>
  tab.evaluate(async () => {
    const region = [...document.querySelectorAll("section")].find((each) =>
      each.querySelector("h2")?.textContent?.includes("Power"),
    );
    const button = (words: string) =>
      [...(region?.querySelectorAll("button") ?? [])].find((each) => each.textContent?.trim() === words);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const until = async (holds: () => boolean) => {
      while (!holds()) await frame();
    };
    await until(() => button("Pause") !== undefined);
    const start = performance.now();
    button("Pause")?.click();
    await until(() => /Paused at/.test(region?.textContent ?? "") && button("Resume") !== undefined);
    await frame();
    const took = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    button("Resume")?.click();
    return took;
  });

/**
 * The lab itself while it estimates the power of 10,000 units with their chart on the page: every task of the page's own
 * thread, from a browser trace, and how soon a pause is answered.
 */
export async function bench(): Promise<BenchResult> {
  let tasks: PageTask[] = [];
  const answers: number[] = [];
  let [units, seconds] = [0, 0];
  const browser = await actOnLab(settings, async (tab) => {
    await openInLab(tab, [
      ...networkFiles(sequential(tenThousand)),
      ...["digits-train.csv.gz", "digits-test.csv.gz"].map((name) => path.resolve("public/sample", name)),
    ]);
    const power = section(tab, "Power");
    await finished(section(tab, "Uncertainty"));
    await power.getByRole("button", { name: "Estimate power", exact: true }).click();
    // the chart is there before the trace begins
    await power.getByRole("figure").first().waitFor();
    await power.scrollIntoViewIfNeeded();
    const trace = await traceTab(tab);
    const start = performance.now();
    await tab.waitForTimeout(tiny ? 3000 : 15_000);
    for (let count = 0; count < (tiny ? 1 : pauses); count++) {
      answers.push(await pauseOnce(tab));
      await tab.waitForTimeout(1000);
    }
    tasks = await trace.stop();
    seconds = (performance.now() - start) / 1000;
    const words = (await power.getByRole("figure").first().getAttribute("aria-label")) ?? "";
    units = Number(/of ([\d,]+) units/.exec(words)?.[1]?.replaceAll(",", "") ?? Number.NaN);
    await tab.screenshot({ path: "bench/out/responsiveness.png" });
  });
  const sorted = [...tasks].sort((a, b) => b.length - a.length);
  const lengths = sorted.map(({ length }) => length);
  const rows: Row[] = sorted.slice(0, 12).map(({ start, length, onCore, inside }) => ({
    "task at, s": Number((start / 1000).toFixed(2)),
    "its length, ms": Number(length.toFixed(1)),
    "of which on a core": Number(onCore.toFixed(1)),
    "what took longest in it, ms": inside,
  }));
  return {
    headline: {
      longestTaskMs: lengths[0] ?? Number.NaN,
      longestTaskOnCoreMs: Math.max(...tasks.map(({ onCore }) => onCore)),
      tasksOver50Ms: lengths.filter((length) => length > 50).length,
      tasksOver50MsOnCore: tasks.filter(({ onCore }) => onCore > 50).length,
      tasks: lengths.length,
      tracedSeconds: seconds,
      pauseMs: Math.max(...answers),
      unitsOnTheChart: units,
    },
    rows,
    environment: { browser, backend: "wasm, one worker" },
  };
}
