import { existsSync } from "node:fs";
import path from "node:path";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { predict } from "../../src/engine/predict.ts";
import type { BenchResult, Row } from "../bench.ts";
import { actOnPage } from "../browser-page.ts";
import { actOnLab, finished, openInLab, section } from "../lab-tab.ts";
import type { LayersPage } from "../pages/layers.ts";
import { alexnet } from "../speed/chains.ts";
import { networkFiles, npyFile } from "../speed/network-files.ts";
import { tiny } from "../speed/race-page.ts";
import { sequential } from "../speed/sequential.ts";
import { tabMemory } from "../speed/tab-memory.ts";
import { startBackend } from "../start-backend.ts";

/** So many that half of them, as the lab splits, are the eight that rank. */
const images = 16;
const coalitions = tiny ? 20 : 200;
const settings = `?backend=wasm&calibration=8&validation=4&test=4&masks=4&fractions=0.25,0.5,1&evaluations=${coalitions}&bias=0.5`;
const gib = 2 ** 30;

/** The network and images of noise, labelled by the network itself. */
async function files(): Promise<string[]> {
  const model = sequential(alexnet);
  const network = networkFiles(model);
  const folder = path.dirname(network[0] ?? ".");
  const size = alexnet.input.reduce((product, length) => product * length, 1);
  const random = seededRandom(1, "images");
  const values = Float32Array.from({ length: images * size }, () => random.uniform());
  await startBackend("wasm");
  const outputs = await predict(model, values, images);
  const width = outputs.length / images;
  const labels = Int32Array.from({ length: images }, (_, image) => {
    const row = outputs.subarray(image * width, (image + 1) * width);
    return row.indexOf(Math.max(...row));
  });
  return [
    ...network,
    npyFile(path.join(folder, "images.npy"), [images, ...alexnet.input], values),
    npyFile(path.join(folder, "labels.npy"), [images], labels),
  ];
}

/**
 * An AlexNet-sized network (9,344 units, 61 M parameters, random weights) in the lab: opened, swept and estimated on
 * eight images. Memory is the proportional set size of the renderer and GPU processes together, read from /proc twice
 * a second; their high water marks (resident set) beside it miss nothing in between.
 * The lab has no games of single layers yet; that part runs the same core and engine in a bench page.
 */
export async function bench(): Promise<BenchResult> {
  if (!existsSync("/proc/self/smaps_rollup"))
    console.log("There is no /proc/PID/smaps_rollup here: the memory of processes cannot be read, and is given as 0.");
  const given = await files();
  const rows: Row[] = [];
  let now = 0;
  const watching = setInterval(() => {
    const { renderers, gpu } = tabMemory();
    now = Math.max(now, renderers + gpu);
  }, 500);
  let since = performance.now();
  const phase = (name: string) => {
    const { renderers, gpu, highWater } = tabMemory();
    const seconds = (performance.now() - since) / 1000;
    const peak = now / gib;
    rows.push({
      phase: name,
      seconds: Number(seconds.toFixed(1)),
      "peak, GiB": Number(peak.toFixed(2)),
      "renderers at its end, GiB": Number((renderers / gib).toFixed(2)),
      "GPU process at its end, GiB": Number((gpu / gib).toFixed(2)),
      "high water marks so far, GiB": Number((highWater / gib).toFixed(2)),
    });
    console.log(name, peak.toFixed(2));
    now = 0;
    since = performance.now();
    return { peak, highWater: highWater / gib };
  };
  const lab: { peak: number; highWater: number }[] = [];
  try {
    const browser = await actOnLab(settings, async (tab) => {
      lab.push(phase("empty lab"));
      await openInLab(tab, given);
      const first = section(tab, "Model and data");
      await first.getByText("9,344").first().waitFor();
      lab.push(phase("network and images opened"));
      await finished(section(tab, "Uncertainty"));
      lab.push(phase("prepared and swept"));
      const power = section(tab, "Power");
      await power.getByRole("button", { name: "Estimate power", exact: true }).click();
      await finished(power);
      lab.push(phase(`first ranking and ${coalitions} coalitions, all units`));
      await tab.screenshot({ path: "bench/out/memory.png", fullPage: true });
    });
    since = performance.now();
    now = 0;
    let layers = { peak: Number.NaN, highWater: Number.NaN };
    await actOnPage("layers.html", async (tab) => {
      await tab.getByLabel("Files").setInputFiles(given);
      const found = await tab.evaluate(
        ([examples, count]) => (window as unknown as LayersPage).estimateLayers(examples, count),
        [8, coalitions] as const,
      );
      layers = phase(`bench page: layer by layer, ${coalitions} coalitions each`);
      for (const { group, units, seconds, evaluations } of found)
        rows.push({ phase: `of which ${group}`, seconds: Number(seconds.toFixed(1)), units, coalitions: evaluations });
    });
    return {
      headline: {
        peakGiB: Math.max(...lab.map(({ peak }) => peak)),
        highWaterGiB: Math.max(...lab.map(({ highWater }) => highWater)),
        layerByLayerPeakGiB: layers.peak,
        layerByLayerHighWaterGiB: layers.highWater,
      },
      rows,
      environment: {
        browser,
        backend: "wasm",
        memory:
          "proportional set size of all renderer processes and the GPU process, /proc, twice a second; high water: their VmHWM added up",
      },
    };
  } finally {
    clearInterval(watching);
  }
}
