import { expect, type Locator, type Page, test } from "@playwright/test";
import { finished, section, visitAnew } from "./lab-page.ts";

/** What happens to long runs when their worker dies, falls silent, or the page is reloaded: the figures stay the same. */

// what happens here waits on workers that are started again, and on undisturbed runs to compare with
test.describe.configure({ timeout: 900_000 });

/** Runs that last long enough on a quick machine for something to happen to them. */
const settingsWith = ({ masks = 16, roundEvaluations = 400 }) =>
  `backend=wasm&workers=1&masks=${masks}&calibration=120&validation=100&test=100&evaluations=6000&roundEvaluations=${roundEvaluations}&stepUnits=40&target=80&prior=false`;

declare global {
  interface Window {
    /** The page's workers, in the order in which they were started. */
    startedWorkers: Worker[];
  }
}

/** The page as it is, with its workers within reach of the test; nothing of the kind is in the product. */
async function reachWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const started: Worker[] = [];
    window.startedWorkers = started;
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        started.push(this);
      }
    };
  });
}

/** What a run answered, as the browser keeps it, to the last bit; null until it is kept as done. */
async function keptAnswer(page: Page, slot: string): Promise<string | null> {
  return page.evaluate(async (wanted) => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // to open a database that is not there makes an empty one, which the page could not use
    if (!(await indexedDB.databases()).some(({ name }) => name === "quorum")) return null;
    const database = await asked(indexedDB.open("quorum"));
    const transaction = database.transaction(["records", "parts"]);
    const [records, parts] = [transaction.objectStore("records"), transaction.objectStore("parts")];
    const keys = (await asked(records.getAllKeys())).map(String).filter((key) => key.split("/")[0] === wanted);
    const key = keys.at(-1);
    const run = key === undefined ? null : await asked(records.get(key));
    const whole = async (item: unknown): Promise<unknown> => {
      if (typeof item !== "object" || item === null) return item;
      if (ArrayBuffer.isView(item)) return [...(item as Float64Array)].map(String);
      if (Array.isArray(item)) return Promise.all(item.map(whole));
      const part = (item as Record<string, unknown>)["quorum:part"];
      if (typeof part === "number") return whole(await asked(parts.get(part)));
      const fields = Object.entries(item).map(async ([name, value]) => [name, await whole(value)]);
      return Object.fromEntries(await Promise.all(fields));
    };
    const answer = run?.status === "done" ? JSON.stringify(await whole(run.answer)) : null;
    database.close();
    return answer;
  }, slot);
}

async function answerOf(page: Page, slot: string): Promise<string> {
  await expect.poll(() => keptAnswer(page, slot), { timeout: 20_000 }).not.toBeNull();
  return (await keptAnswer(page, slot)) ?? "";
}

/** Waits until the run of a section is under way, between two shares of its whole, and has handed over a checkpoint. */
async function underWay(part: Locator, from = 0.2): Promise<void> {
  const share = async () => {
    const words = (await part.locator(".q-progress-words").first().textContent()) ?? "";
    const [, done = "0", total = "1"] = /([\d,]+) of ([\d,]+)/.exec(words) ?? [];
    const number = (text: string) => Number(text.replaceAll(",", ""));
    return /^(Finished|Failed|Cancelled)/.test(words) ? 2 : number(done) / number(total);
  };
  await expect.poll(share, { intervals: [50], timeout: 120_000 }).toBeGreaterThan(from);
  expect(await share(), "the run was over before anything could happen to it").toBeLessThan(0.95);
}

const openSample = (page: Page) => page.getByRole("button", { name: "Try the sample" }).first().click();
const workersStarted = (page: Page) => page.evaluate(() => window.startedWorkers.length);

test("a worker that dies in the middle of an estimate is replaced, and the figures are those of one left alone", async ({
  page,
}, info) => {
  const settings = settingsWith({});
  await reachWorkers(page);
  await page.goto(`/?${settings}`);
  await openSample(page);
  await finished(section(page, "Uncertainty"), 300_000);
  const power = section(page, "Power");
  await power.getByRole("button", { name: "Estimate power", exact: true }).click();
  await finished(power, 300_000);
  const alone = await answerOf(page, "estimate");

  await visitAnew(page, `/?${settings}`);
  await openSample(page);
  await finished(section(page, "Uncertainty"), 300_000);
  await power.getByRole("button", { name: "Estimate power", exact: true }).click();
  for (const share of [0.2, 0.5]) {
    await underWay(power, share);
    const before = await workersStarted(page);
    await page.evaluate(() => {
      const worker = window.startedWorkers.at(-1);
      worker?.terminate();
      worker?.dispatchEvent(new ErrorEvent("error", { message: "it ran out of memory" }));
    });
    await expect(power.getByText(/goes on in a new one from where it was/).first()).toBeVisible();
    if (share === 0.2) await page.screenshot({ path: info.outputPath("recovering.png") });
    await expect.poll(() => workersStarted(page)).toBe(before + 1);
  }
  await finished(power, 300_000);
  await expect(power.getByText(/it was broken off twice and went on/).first()).toBeVisible();
  expect(await answerOf(page, "estimate")).toBe(alone);
});

test("a worker that falls silent in the middle of a sweep is ended, and the bands are those of one left alone", async ({
  page,
}) => {
  const settings = settingsWith({ masks: 240 });
  await reachWorkers(page);
  await page.clock.install();
  await page.goto(`/?${settings}`);
  await openSample(page);
  const uncertainty = section(page, "Uncertainty");
  await finished(uncertainty, 300_000);
  const alone = await answerOf(page, "sweep");

  await visitAnew(page, `/?${settings}`);
  await openSample(page);
  await underWay(uncertainty);
  const before = await workersStarted(page);
  // no event: the page hears nothing any more
  await page.evaluate(() => window.startedWorkers.at(-1)?.terminate());
  await page.clock.runFor(50_000);
  await expect(uncertainty.getByText(/goes on in a new one/)).toHaveCount(0);
  await page.clock.runFor(20_000);
  await expect.poll(() => workersStarted(page)).toBe(before + 1);
  await finished(uncertainty, 300_000);
  await expect(uncertainty.getByText(/it was broken off once and went on/).first()).toBeVisible();
  expect(await answerOf(page, "sweep")).toBe(alone);
});

test("a pruning run goes on after a reload, with the trail of one left alone; its Stop ends it", async ({
  page,
}, info) => {
  const settings = settingsWith({ roundEvaluations: 15_000 });
  await page.goto(`/?${settings}`);
  await openSample(page);
  await finished(section(page, "Uncertainty"), 300_000);
  const pruning = section(page, "Pruning");
  const prune = pruning.getByRole("button", { name: "Prune", exact: true });
  await prune.click();
  await finished(pruning, 300_000);
  const alone = await answerOf(page, "prunes");

  await visitAnew(page, `/?${settings}`);
  await openSample(page);
  await finished(section(page, "Uncertainty"), 300_000);
  await prune.click();
  await underWay(pruning);
  await page.waitForTimeout(2500);
  await page.reload();
  const kept = section(page, "What is kept");
  await expect(kept.getByText(/“Iterated building 1” goes on from where the reload broke it off/)).toBeVisible({
    timeout: 60_000,
  });
  await page.screenshot({ path: info.outputPath("gone-on.png") });
  await finished(pruning, 300_000);
  await expect(kept.getByText(/goes on from where/)).toHaveCount(0);
  expect(await answerOf(page, "prunes")).toBe(alone);

  await prune.click();
  await underWay(pruning, 0.1);
  await page.waitForTimeout(2500);
  await page.reload();
  await kept.getByRole("button", { name: "Stop Iterated building 2" }).click({ timeout: 60_000 });
  await expect(pruning.getByText(/^Cancelled/).first()).toBeVisible();
});
