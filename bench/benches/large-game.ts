import { execSync } from "node:child_process";
import type { BenchResult } from "../bench.ts";
import { runPage } from "../browser-page.ts";
import type { LargeRun } from "../pages/large.ts";

/** Resident memory of the largest renderer process, in MiB; NaN where `ps` does not tell. */
function rendererMemory(): number {
  try {
    const lines = execSync("ps -eo rss,args", { encoding: "utf8" }).split("\n");
    const sizes = lines.filter((line) => line.includes("--type=renderer")).map((line) => Number.parseInt(line, 10));
    return Math.max(...sizes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** 10,000 players, 40,000 evaluations of a synthetic game in a worker of a real browser: memory, time, and the page meanwhile. */
export async function bench(): Promise<BenchResult> {
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, rendererMemory());
  }, 500);
  const { result, browser } = await runPage<LargeRun>("large.html");
  clearInterval(watching);
  return {
    headline: { rendererMiB: most, longestGapMs: result.longestGap, correlation: result.correlation },
    rows: [
      {
        players: 10_000,
        evaluations: 40_000,
        seconds: Number(result.seconds.toFixed(1)),
        steps: result.steps,
        "longest step, ms": Number(result.longestStep.toFixed(0)),
        "longest gap of the page, ms": Number(result.longestGap.toFixed(0)),
        "renderer, MiB at most": Number(most.toFixed(0)),
        "correlation with the worths": Number(result.correlation.toFixed(4)),
      },
    ],
    environment: {
      browser,
      memory: "resident set of the largest renderer process, page and worker together, sampled twice a second",
    },
  };
}
