import { readFileSync } from "node:fs";
import path from "node:path";
import { jobHost } from "../../src/jobs/host.ts";
import { jobTable } from "../../src/jobs/job-table.ts";
import { emptyWorkbench } from "../../src/jobs/workbench.ts";
import { estimate } from "../../src/state/actions/estimate.ts";
import { fillPool } from "../../src/state/actions/fill-pool.ts";
import { openFiles } from "../../src/state/actions/open-files.ts";
import { prune } from "../../src/state/actions/prune.ts";
import { repair } from "../../src/state/actions/repair.ts";
import { setSetting } from "../../src/state/actions/set-setting.ts";
import { createLab } from "../../src/state/lab.ts";
import type { Run } from "../../src/state/run.ts";
import { readSettings } from "../../src/state/settings.ts";
import { runWords } from "../../src/ui/parts/run-words.ts";
import { labParts } from "../../workers/lab-parts.ts";
import type { BenchResult, Row } from "../bench.ts";
import { forecastOf, forecastRow, type Line } from "../speed/forecast.ts";
import { startBackend } from "../start-backend.ts";

const settings =
  "?backend=wasm&bias=0.4&target=51&stepUnits=8&workers=1&masks=200&evaluations=12000&roundEvaluations=1500";
const sample = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"];

/** Milliseconds that this process was on a core: another one's work is no part of it. */
function onCore(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * `time-left` for the sample without a browser, on the clock of this process's own work: what else the machine does tells
 * nothing of it. One worker's jobs, driven by the lab's own state, in the words of the page.
 */
export async function bench(): Promise<BenchResult> {
  await startBackend("wasm");
  const host = jobHost(jobTable, emptyWorkbench({ ...labParts(), now: onCore, cores: 1 }));
  const lab = createLab({
    createWorker: () => {
      throw new Error("the jobs run here");
    },
    connect: () => ({ host, terminate() {} }),
    settings: readSettings(settings).settings,
    now: onCore,
  });
  const lines = new Map<string, Line[]>();
  const runsOf = () => {
    const { sweep, estimate, pool, prunes, repairs } = lab.store.getState().runs;
    return [sweep, estimate, pool, prunes.at(-1) ?? null, repairs.at(-1) ?? null] as (Run | null)[];
  };
  lab.store.subscribe(() => {
    for (const run of runsOf()) {
      if (run === null) continue;
      const words = runWords(run);
      const known = lines.get(run.id) ?? [];
      lines.set(run.id, known);
      if (known.at(-1)?.words !== words) known.push({ at: onCore() / 1000, words });
    }
  });
  const rows: Row[] = [];
  const errors: number[] = [];
  const found = (job: string, place: number) => {
    const forecast = forecastOf(lines.get(runsOf()[place]?.id ?? "") ?? []);
    rows.push(forecastRow("sample", job, forecast));
    errors.push(Math.abs(forecast.said / forecast.left - 1));
    console.log(JSON.stringify(rows.at(-1)));
  };
  const files = sample.map((name) => ({
    name,
    blob: new Blob([readFileSync(path.resolve("public/sample", name))]),
  }));
  await openFiles(lab, files);
  while (lab.store.getState().runs.sweep?.status !== "done") await new Promise((resolve) => setTimeout(resolve, 20));
  found("sweep", 0);
  await estimate(lab);
  found("estimate", 1);
  setSetting(lab, "plays", "layer-by-layer");
  await estimate(lab);
  found("estimate, layer by layer", 1);
  setSetting(lab, "plays", "together");
  setSetting(lab, "ranking", "pool");
  await fillPool(lab);
  found("pool", 2);
  for (const strategy of ["iterated-pruning", "iterated-building"] as const) {
    setSetting(lab, "strategy", strategy);
    await prune(lab);
    found(strategy, 3);
  }
  await repair(lab);
  found("refit", 4);
  setSetting(lab, "repairKind", "fine-tune");
  await repair(lab);
  found("fine-tuning", 4);
  const known = errors.filter(Number.isFinite);
  return {
    headline: {
      worstAtATenth: Math.max(...known),
      within20Percent: known.filter((error) => error <= 0.2).length,
      jobs: errors.length,
    },
    rows,
    environment: { backend: "wasm, one worker, in Node" },
  };
}
