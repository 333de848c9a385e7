import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BenchResult, median, type Row } from "../bench.ts";
import { actOnPage } from "../browser-page.ts";
import { linePlot } from "../line-plot.ts";
import { deepTimes, lenetTimes } from "../speed/chains.ts";
import type { Race } from "../speed/race.ts";
import { loopSide, planSide, raceIn, rounds, tiny } from "../speed/race-page.ts";

/** One size of a series: how many times the smallest it is, and the network and examples that are. */
interface Size {
  readonly size: number;
  readonly network: Race["network"];
  readonly examples: number;
}

interface Series {
  /** Also the headline's key. */
  readonly name: "examples" | "units" | "depth";
  readonly of: string;
  readonly sizes: readonly Size[];
}

const few = tiny ? 8 : 250;

const series: readonly Series[] = [
  {
    name: "examples",
    of: "LeNet-5",
    sizes: [1, 2, 4].map((times) => ({ size: few * times, network: lenetTimes(1), examples: few * times })),
  },
  {
    name: "units",
    of: "LeNet-5 with every hidden layer 1, 2 and 4 times as wide",
    sizes: [1, 2, 4].map((times) => ({ size: 226 * times, network: lenetTimes(times), examples: few })),
  },
  {
    name: "depth",
    of: "2, 4 and 8 convolutions of 16 filters on 16x16, two dense layers",
    sizes: [2, 4, 8].map((layers) => ({ size: layers, network: deepTimes(layers), examples: few })),
  },
];

/** Slope of the least-squares line through the logarithms: time ~ size^slope. */
function exponentOf(points: readonly { readonly size: number; readonly time: number }[]): number {
  const [xs, ys] = [points.map(({ size }) => Math.log(size)), points.map(({ time }) => Math.log(time))];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const across = xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  return xs.reduce((sum, value, at) => sum + (value - x) * ((ys[at] ?? 0) - y), 0) / across;
}

/** How the time of a coalition grows with examples, units and depth: d = 0.5, wasm in a browser, the loop and the plan. */
export async function bench(): Promise<BenchResult> {
  const rows: Row[] = [];
  const headline: Record<string, number> = {};
  const lines: Parameters<typeof linePlot>[0]["lines"][number][] = [];
  const browser = await actOnPage("race.html", async (tab) => {
    for (const { name, of, sizes } of series) {
      const found: Record<string, { size: number; time: number; times: readonly number[] }[]> = {};
      for (const { size, network, examples } of sizes) {
        const sides = [loopSide(tiny ? 1 : 4), planSide(tiny ? 8 : 48, tiny ? 8 : 256)];
        const result = await raceIn(tab, { network, backend: "wasm", kept: 0.5, examples, rounds, sides });
        for (const { name: side, times } of result.sides) {
          found[side] = [...(found[side] ?? []), { size, time: median(times), times }];
          rows.push({
            series: name,
            network: of,
            size,
            units: result.units,
            "MACs of one pass": result.macs,
            side,
            "ms a coalition": Number(median(times).toPrecision(3)),
            least: Number(Math.min(...times).toPrecision(3)),
            greatest: Number(Math.max(...times).toPrecision(3)),
          });
        }
        console.log(name, size, result.sides.map((side) => `${side.name} ${median(side.times).toFixed(2)}`).join(", "));
      }
      for (const [side, points] of Object.entries(found)) {
        const exponent = exponentOf(points);
        headline[side === "loop" ? `${name}LoopExponent` : `${name}Exponent`] = exponent;
        const smallest = points[0] ?? { size: 1, time: 1 };
        lines.push({
          name: `${name}, ${side === "loop" ? "loop" : "plan"}: ${exponent.toFixed(2)}`,
          points: points.map(({ size, time, times }) => ({
            x: size / smallest.size,
            y: time / smallest.time,
            low: Math.min(...times) / smallest.time,
            high: Math.max(...times) / smallest.time,
          })),
        });
      }
    }
  });
  const out = path.join(import.meta.dirname, "../out");
  mkdirSync(out, { recursive: true });
  writeFileSync(
    path.join(out, "growth.svg"),
    linePlot({
      title: "Time a coalition against size, both as multiples of the smallest; the exponent beside it",
      x: "size, times the smallest",
      y: "time, times the smallest",
      lines,
    }),
  );
  return { headline, rows, environment: { browser, backend: "wasm, one worker", d: 0.5 } };
}
