import { fullTurn, playRound, prepareAgain, roundOf } from "../../e2e/lab-round.ts";
import { tabState } from "../../e2e/tab-state.ts";
import type { BenchResult, Row } from "../bench.ts";
import { slopeOf } from "../endurance/slope.ts";
import { actOnLab, finished, section } from "../lab-tab.ts";
import { tabMemory } from "../speed/tab-memory.ts";

const minutesAt = process.argv.indexOf("--minutes");
const minutes = minutesAt < 0 ? 30 : Number(process.argv[minutesAt + 1]);

/** As little computing as shows every step; two workers, so that the lab's own has workers of its own. */
const settings =
  "?backend=wasm&workers=2&masks=10&fractions=0.1,0.25,0.5,0.75,1&calibration=200&validation=200&test=300&evaluations=2000&poolEvaluations=2000&roundEvaluations=200&stepUnits=40&target=80&repairExamples=200&epochs=2";

/** One look at the tab, by what is looked at; bytes in mebibytes. */
type Look = Readonly<Record<keyof typeof units, number>>;

/** All that is looked at, each with its unit. */
const units = {
  "heap of the page": "MB",
  "heaps of the workers": "MB",
  "typed arrays": "MB",
  "tfjs's wasm heaps": "MB",
  tensors: "",
  "tensors' bytes": "MB",
  workers: "",
  "DOM nodes": "",
  "event listeners": "",
  IndexedDB: "MB",
  "renderer processes": "MB",
  "GPU process": "MB",
} as const;
const names = Object.keys(units) as (keyof typeof units)[];
const mb = (bytes: number) => bytes / 2 ** 20;

async function look(tab: Parameters<typeof tabState>[0]): Promise<Look> {
  // what is kept of a session is written a moment after it changed
  await tab.waitForTimeout(1500);
  const { page, workers, nodes, listeners, stored } = await tabState(tab);
  const sum = (of: (thread: typeof page) => number, from = [page, ...workers]) =>
    from.reduce((all, each) => all + of(each), 0);
  const { renderers, gpu } = tabMemory();
  return {
    "heap of the page": mb(page.heap),
    "heaps of the workers": mb(sum(({ heap }) => heap, [...workers])),
    "typed arrays": mb(sum(({ buffers }) => buffers)),
    "tfjs's wasm heaps": mb(sum(({ wasm }) => wasm)),
    tensors: sum(({ tensors }) => tensors),
    "tensors' bytes": mb(sum(({ tensorBytes }) => tensorBytes)),
    workers: workers.length,
    "DOM nodes": nodes,
    "event listeners": listeners,
    IndexedDB: mb(stored),
    "renderer processes": mb(renderers),
    "GPU process": mb(gpu),
  };
}

const rounded = (value: number) => Number(value.toPrecision(4));
const average = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

/**
 * Round after round of sweep, estimate, pruning, repair and export on the sample, in one tab of the built lab, for
 * `--minutes` (30). Every round removes its pruning run as a person would; the workers stay the same throughout. After
 * each round garbage is collected in every thread and everything is counted. Slopes are least squares over all rounds
 * but those of the first turn, in which every strategy and chart comes for the first time. The lab remembers the last
 * hundred decisions, removed runs among them, so that they can be taken back: at the end the network is prepared again,
 * which lets go of them, and everything is counted once more.
 */
export async function bench(): Promise<BenchResult> {
  const looks: (Look & { readonly at: number })[] = [];
  const seconds: number[] = [];
  let ready: Look | null = null;
  let anew: Look | null = null;
  const browser = await actOnLab(settings, async (tab) => {
    tab.setDefaultTimeout(300_000);
    await tab.getByRole("button", { name: "Try the sample" }).first().click();
    await finished(section(tab, "Uncertainty"));
    ready = await look(tab);
    const start = performance.now();
    for (let number = 0; performance.now() - start < 60_000 * minutes; number++) {
      const began = performance.now();
      await playRound(tab, roundOf(number));
      seconds.push((performance.now() - began) / 1000);
      const now = await look(tab);
      looks.push({ ...now, at: (performance.now() - start) / 3_600_000 });
      const told = names.map((name) => `${name} ${rounded(now[name])}`).join(", ");
      console.log(`round ${number + 1}, ${roundOf(number).strategy}, ${seconds.at(-1)?.toFixed(0)} s: ${told}`);
    }
    await tab.screenshot({ path: "bench/out/soak.png", fullPage: true });
    await prepareAgain(tab);
    anew = await look(tab);
  });
  const first = looks.length > 2 * fullTurn ? fullTurn : Math.floor(looks.length / 3);
  const steady = looks.slice(first);
  const hours = steady.map(({ at }) => at);
  const numbers = steady.map((_, place) => place);
  const over = (of: (from: Look) => number) => slopeOf(hours, steady.map(of));
  // the mean of as many rounds at both ends: no two rounds in a row leave the same behind
  const ends = Math.min(fullTurn, Math.floor(steady.length / 2));
  const rows: Row[] = names.map((name) => {
    const values = steady.map((each) => each[name]);
    const hourly = slopeOf(hours, values);
    return {
      what: units[name] === "" ? name : `${name}, ${units[name]}`,
      "before the first round": rounded(ready?.[name] ?? Number.NaN),
      "first of the steady rounds": rounded(average(values.slice(0, ends))),
      "last of them": rounded(average(values.slice(-ends))),
      "after preparing again": rounded(anew?.[name] ?? Number.NaN),
      "a round": rounded(slopeOf(numbers, values).slope),
      "an hour": rounded(hourly.slope),
      "standard error": rounded(hourly.standardError),
    };
  });
  const renderers = over((each) => each["renderer processes"]);
  const last = looks.at(-1);
  const left = (name: keyof Look) => (last?.[name] ?? Number.NaN) - (ready?.[name] ?? Number.NaN);
  const heapOf = (each: Look | null) =>
    (each?.["heap of the page"] ?? Number.NaN) + (each?.["heaps of the workers"] ?? Number.NaN);
  const heaps = over(heapOf);
  return {
    headline: {
      rounds: looks.length,
      minutes: 60 * (looks.at(-1)?.at ?? Number.NaN),
      heapSlopeMBPerHour: heaps.slope,
      heapSlopeStandardError: heaps.standardError,
      heapMB: average(steady.slice(-ends).map(heapOf)),
      heapAfterPreparingAgainMB: heapOf(anew),
      typedArraysSlopeMBPerHour: over((each) => each["typed arrays"]).slope,
      processSlopeMBPerHour: renderers.slope,
      processSlopeStandardError: renderers.standardError,
      tensorsLeft: left("tensors"),
      workersLeft: left("workers"),
      nodesSlopePerHour: over((each) => each["DOM nodes"]).slope,
      storedSlopeMBPerHour: over((each) => each.IndexedDB).slope,
      wasmSlopeMBPerHour: over((each) => each["tfjs's wasm heaps"]).slope,
    },
    rows,
    environment: {
      browser,
      backend: "wasm, two workers",
      "steady rounds": steady.length,
      "seconds a round": rounded(average(seconds)),
      heaps: "used size after two collections in every thread, developer tools' protocol",
      processes: "proportional set size, /proc",
    },
  };
}
