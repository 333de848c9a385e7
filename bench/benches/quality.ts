import type { BenchResult } from "../bench.ts";
import { budget } from "../quality/budget.ts";
import { examples } from "../quality/lab-session.ts";
import { lenetPart } from "../quality/lenet-part.ts";
import { shareFrom } from "../quality/share.ts";

/**
 * Smaller without being worse: strategies, baselines and repair with one budget for all. `npm run bench -- quality 1/2`
 * is the first of two processes, `npm run bench -- quality report` the tables of what they have done.
 */
export async function bench(): Promise<BenchResult> {
  const share = shareFrom(process.argv[3]);
  const parts = [await lenetPart(share)];
  return {
    headline: Object.assign({}, ...parts.map(({ headline }) => headline)) as Record<string, number>,
    rows: parts.flatMap(({ rows }) => rows),
    environment: { backend: "wasm in Node", budget, ...examples },
  };
}
