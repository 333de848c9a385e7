import { existsSync } from "node:fs";
import path from "node:path";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { predict } from "../../src/engine/predict.ts";
import type { BenchResult, Row } from "../bench.ts";
import { actOnLab, finished, openInLab, section } from "../lab-tab.ts";
import { alexnet } from "../speed/chains.ts";
import { followed, forecastRow } from "../speed/forecast.ts";
import { networkFiles, npyFile } from "../speed/network-files.ts";
import { tiny } from "../speed/race-page.ts";
import { sequential } from "../speed/sequential.ts";
import { tabMemory } from "../speed/tab-memory.ts";
import { startBackend } from "../start-backend.ts";

/** So many that half of them, as the lab splits, are the eight that rank. */
const images = 16;
/** 200 a layer on average: by width, as the lab shares them out. */
const coalitions = 7 * (tiny ? 20 : 200);
const settings = `?backend=wasm&calibration=8&validation=4&test=4&masks=4&fractions=0.25,0.5,1&plays=layer-by-layer&evaluations=${coalitions}&bias=0.5`;
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
 * An AlexNet-sized network (9,344 units, 61 M parameters, random weights) in the lab: opened, swept and estimated layer
 * by layer on eight images. Memory is the proportional set size of the renderer and GPU processes together, read from /proc twice
 * a second; their high water marks (resident set) beside it miss nothing in between. What the page says of the time
 * left is read beside it, from the first tenth of the estimate on.
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
      const forecast = await followed(power, () =>
        power.getByRole("button", { name: "Estimate power", exact: true }).click(),
      );
      console.log(forecastRow("alexnet", "estimate layer by layer", forecast));
      lab.push(phase(`layer by layer: first rankings and ${coalitions} coalitions`));
      await power.getByText("Games of the layers").first().click();
      for (const row of await power.getByRole("region", { name: "Games of the layers" }).getByRole("row").all()) {
        const [group, units, played] = await row.locator("th, td").allInnerTexts();
        if (group !== "Layer") rows.push({ phase: `of which ${group}`, units: units ?? "", coalitions: played ?? "" });
      }
      await tab.screenshot({ path: "bench/out/memory.png", fullPage: true });
    });
    return {
      headline: {
        peakGiB: Math.max(...lab.map(({ peak }) => peak)),
        highWaterGiB: Math.max(...lab.map(({ highWater }) => highWater)),
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
