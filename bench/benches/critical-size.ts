import { seededRandom } from "../../src/core/random/random-source.ts";
import { type Sweep, uncertaintyStatistics } from "../../src/core/uncertainty/band.ts";
import { defaultFractions } from "../../src/core/uncertainty/default-fractions.ts";
import { sweepUncertainty } from "../../src/core/uncertainty/sweep-uncertainty.ts";
import type { BenchResult, Row } from "../bench.ts";
import { lenetOnMnist } from "../network-game.ts";
import { startBackend } from "../start-backend.ts";

const masks = 100;

/** Where each uncertainty statistic peaks on LeNet-5/MNIST, rescaled and not, with its bootstrap interval. */
export async function bench(): Promise<BenchResult> {
  await startBackend("wasm");
  const lenet = await lenetOnMnist({ calibration: 500, validation: 1000, test: 1000 });
  const labels = lenet.labelsOf(lenet.calibration);
  const rows: Row[] = [];
  const headline: Record<string, number> = {};
  for (const rescaled of [true, false])
    for (const statistic of uncertaintyStatistics) {
      const settings = { fractions: defaultFractions, masks, rescaled, statistic };
      let last: Sweep | null = null;
      const run = sweepUncertainty(lenet.evaluator, lenet.calibration, labels, settings, seededRandom(1, "sweep"), 10);
      for await (const { answer } of run) last = answer;
      if (!last) throw new Error("the sweep gave no answer");
      const { fraction, interval, clear } = last.critical;
      const curve = last.bands.map((band) => band.uncertainty[statistic]);
      const top = Math.max(...curve);
      const plateau = last.bands.filter((_, place) => (curve[place] ?? 0) >= 0.95 * top).map((band) => band.fraction);
      rows.push({
        statistic,
        masks: rescaled ? "rescaled" : "as they are",
        "critical size": Number(fraction.toFixed(3)),
        from: Number((interval?.[0] ?? Number.NaN).toFixed(3)),
        to: Number((interval?.[1] ?? Number.NaN).toFixed(3)),
        clear: clear ? "yes" : "no",
        "within 5 % of the peak": `${Math.min(...plateau).toFixed(2)} to ${Math.max(...plateau).toFixed(2)}`,
      });
      if (rescaled && statistic === "vote-disagreement") headline.criticalSize = fraction;
    }
  return {
    headline,
    rows,
    environment: { network: "LeNet-5 on MNIST", masks, examples: 500, backend: "wasm in Node" },
  };
}
