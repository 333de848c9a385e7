import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { memoryAllowed } from "../../src/engine/memory-allowed.ts";
import type { BenchResult, Row } from "../bench.ts";
import { dataset, examplesAPart, type GrowingCase, largestAdmitted, network } from "../endurance/growing-cases.ts";
import { actOnLab, finished, openInLab, section } from "../lab-tab.ts";
import { tabMemory } from "../speed/tab-memory.ts";

const settings = `?backend=wasm&workers=1&calibration=${examplesAPart}&validation=${examplesAPart}&test=${examplesAPart}&masks=2&fractions=0.5,1&evaluations=8&prior=false&bias=0.5&strategy=magnitude-l2&stepUnits=100000&goal=parameters&goalShare=0.5`;
const mib = (bytes: number) => Math.round(bytes / 2 ** 20);

/** The most that the browser's processes held since the last look. */
function watchMemory(): { lap(): number; stop(): void } {
  let most = 0;
  const look = () => {
    const { renderers, gpu } = tabMemory();
    most = Math.max(most, renderers + gpu);
  };
  const timer = setInterval(look, 250);
  return {
    lap() {
      look();
      const found = most;
      most = 0;
      return found;
    },
    stop: () => clearInterval(timer),
  };
}

/** Opens, sweeps, estimates and prunes; seconds of each, and what was held in it. */
async function run(tab: Page, files: readonly string[], lap: () => number): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  const timed = async (name: string, work: () => Promise<void>) => {
    const began = performance.now();
    await work();
    found[`${name}, s`] = Number(((performance.now() - began) / 1000).toFixed(1));
    found[`${name}, MiB`] = mib(lap());
    console.log(name, found[`${name}, s`], found[`${name}, MiB`]);
  };
  const first = section(tab, "Model and data");
  await timed("opened", async () => {
    await openInLab(tab, files);
    await first
      .getByRole("heading", { name: /^Network: / })
      .or(first.getByRole("alert"))
      .first()
      .waitFor();
    await first
      .getByRole("button", { name: "Prepare again" })
      .or(first.getByRole("button", { name: "Pause" }))
      .first()
      .waitFor();
  });
  if ((await first.getByRole("alert").count()) > 0)
    throw new Error((await first.getByRole("alert").first().textContent()) ?? "");
  await timed("prepared and swept", () => finished(section(tab, "Uncertainty")));
  for (const [name, button, part] of [
    ["estimated", "Estimate power", "Power"],
    ["pruned", "Prune", "Pruning"],
  ] as const)
    await timed(name, async () => {
      await section(tab, part).getByRole("button", { name: button, exact: true }).click();
      await finished(section(tab, part));
    });
  return found;
}

/**
 * The largest network and the largest dataset that the lab's estimates of memory admit, found by doubling and halving,
 * go through the built lab in a real browser: opened, swept, estimated and pruned to half of the parameters. The next
 * size up is refused there, before it is read or before it is prepared. `--only network` or `--only dataset` for one of
 * them, `--side admitted` or `--side refused` for one side of the bound.
 */
export async function bench(): Promise<BenchResult> {
  const [only, side] = ["--only", "--side"].map((flag) =>
    process.argv.includes(flag) ? process.argv[process.argv.indexOf(flag) + 1] : undefined,
  );
  const cases = [network, dataset].filter(({ name }) => only === undefined || name === only);
  // of no backend and no browser: what holds for a tab, and one thread's heap on wasm
  const allowed = { ...memoryAllowed(), heap: 2 ** 32 };
  const folder = path.join(os.tmpdir(), `quorum-load-${process.pid}`);
  const rows: Row[] = [];
  const headline: Record<string, number> = { tabMB: mib(allowed.tab ?? Number.NaN), ran: 0, refused: 0 };
  const measured = async (each: GrowingCase, size: number) => {
    const { opening, evaluating } = await each.estimates(size);
    return {
      what: each.name,
      size: `${size.toLocaleString("en")} ${each.unit}`,
      "files, MiB": mib(each.bytes(size)),
      "estimated to open, MiB": mib(opening.total),
      "to evaluate, at least, MiB": mib(evaluating.least),
    };
  };
  let browser = "";
  const admitted = async (each: GrowingCase, size: number) => {
    const files = each.files(folder, size, true);
    const memory = watchMemory();
    let result: Readonly<Record<string, number>> = {};
    browser = await actOnLab(settings, async (tab) => {
      tab.setDefaultTimeout(900_000);
      try {
        memory.lap();
        result = await run(tab, files, memory.lap);
      } finally {
        memory.stop();
        await tab.screenshot({ path: `bench/out/load-${each.name}.png`, fullPage: true });
      }
    });
    rows.push({ ...(await measured(each, size)), said: "runs", ...result });
    headline.ran = (headline.ran ?? 0) + 1;
    headline[`${each.name}AdmittedMB`] = mib(each.bytes(size));
  };
  const refused = async (each: GrowingCase, size: number) => {
    const files = each.files(folder, size, false);
    let words = "";
    browser = await actOnLab(settings, async (tab) => {
      await openInLab(tab, files);
      const alert = section(tab, "Model and data").getByRole("alert").first();
      await alert.waitFor({ timeout: 900_000 });
      words = (await alert.textContent()) ?? "";
      await tab.screenshot({ path: `bench/out/load-${each.name}-refused.png` });
    });
    const sentence = /^.*? takes at least [\d.]+ [GM]iB, and one tab has [\d.]+ [GM]iB/.exec(words)?.[0];
    console.log(words);
    rows.push({ ...(await measured(each, size)), said: sentence ?? words });
    if (sentence) headline.refused = (headline.refused ?? 0) + 1;
  };
  try {
    for (const each of cases) {
      const size = await largestAdmitted(each, allowed);
      console.log(each.name, size, each.unit, mib(each.bytes(size)), "MiB");
      if (side !== "refused") await admitted(each, size);
      rmSync(folder, { recursive: true, force: true });
      if (side !== "admitted") await refused(each, size + each.step);
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    headline,
    rows,
    environment: {
      browser,
      backend: "wasm, one worker",
      memory: "proportional set size of the browser's renderer and GPU processes, /proc, four times a second",
    },
  };
}
