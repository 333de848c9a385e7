import { expect, type Page, test, type Worker } from "@playwright/test";
import { dropFiles, finished, section, watch } from "./lab-page.ts";
import { exported, fewest, measured, pruned } from "./prune-and-export.ts";
import { type RecordingProxy, recordingProxy } from "./recording-proxy.ts";
import { dense, denseWeights, input, layersModel, numbers } from "./small-networks.ts";

/** Nothing leaves the page's own origin, and nothing in a file becomes markup: seen from outside of the browser. */

const port = 4183;
const foreign = "http://foreign.example/";
test.use({ proxy: { server: `http://127.0.0.1:${port}` }, actionTimeout: 10_000 });

let proxy: RecordingProxy;
test.beforeEach(async () => {
  proxy = await recordingProxy(port);
});
test.afterEach(() => proxy.close());

/** Asked by the browser itself wherever a page has a form, and by no page. */
const ofTheBrowser = "CONNECT content-autofill.googleapis.com:443";

const markup = (what: string) => `<img src=x onerror=window.taken='${what}'>`;
const layer = markup("layer");

/** A network and a table whose names, column titles and classes are all markup. */
function markedFiles() {
  const random = numbers(5);
  const columns = Array.from({ length: 4 }, (_, at) => `${markup("column")}${at}`);
  const classes = [`${markup("class")}`, "<script>window.taken='script'</script>"];
  const rows = Array.from({ length: 240 }, (_, row) => {
    const values = columns.map(() => (random() + (row % 2)).toFixed(3));
    return [...values, classes[row % 2]].join(",");
  });
  const csv = [[...columns, "label"].join(","), ...rows].join("\n");
  const weight = () => random() - 0.5;
  const files = layersModel(
    "marked",
    [input([4]), dense(layer, 6, "relu", "input"), dense("out", 2, "softmax", layer)],
    ["out"],
    [...denseWeights(layer, 4, 6, weight), ...denseWeights("out", 6, 2, weight)],
  );
  return [...files, { name: `${markup("file").replaceAll("/", "")}.csv`, bytes: Buffer.from(csv) }];
}

/** What asking abroad and evaluating text come to, said by whoever is asked: the page or a worker. */
const tryToBreakOut = async (address: string) => {
  const asked = await fetch(address).then(
    () => "answered",
    () => "refused",
  );
  // not in the call that a test makes: what a debugger asks for may evaluate text
  const evaluated = await new Promise<string>((resolve) => {
    setTimeout(() => {
      try {
        resolve(String(new Function("return 'ran'")()));
      } catch {
        resolve("refused");
      }
    }, 0);
  });
  return { asked, evaluated };
};

async function expectLockedIn(page: Page): Promise<readonly Worker[]> {
  const locked = { asked: "refused", evaluated: "refused" };
  expect(await page.evaluate(tryToBreakOut, foreign)).toEqual(locked);
  const workers = page.workers();
  for (const worker of workers) expect(await worker.evaluate(tryToBreakOut, foreign), worker.url()).toEqual(locked);
  return workers;
}

test("a whole journey asks the page's own origin only, and names made of markup stay text", async ({
  page,
  baseURL,
}, info) => {
  const seen = watch(page);
  await page.goto(`/?${fewest}&calibration=60&target=3&workers=2`);
  await dropFiles(page, markedFiles());
  await measured(page);
  await expect(section(page, "Model and data")).toContainText(layer);
  await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
  await finished(section(page, "Power"));
  await pruned(page);
  const { difference } = await exported(page, info);
  expect(difference).toBeLessThan(1e-4);

  expect(await page.evaluate(() => "taken" in window)).toBe(false);
  await expect(page.locator("img[src='x'], body script:not([src])")).toHaveCount(0);
  expect(seen.complaints).toEqual([]);
  const asked = proxy.asked.filter((each) => each !== ofTheBrowser);
  const origins = new Set(asked.map((each) => (each.startsWith("CONNECT") ? each : new URL(each).origin)));
  await info.attach("requests", { body: proxy.asked.join("\n"), contentType: "text/plain" });
  expect([...origins]).toEqual([new URL(baseURL ?? "").origin]);
  expect(asked.length).toBeGreaterThan(5);

  expect((await expectLockedIn(page)).length).toBeGreaterThan(0);
  expect(proxy.asked.filter((address) => address.includes("foreign"))).toEqual([]);
});

test("a static host that sends no policy serves a page that brings its own, for its workers too", async ({ page }) => {
  proxy.dropPolicy = true;
  const response = await page.goto(`/?${fewest}&calibration=60&workers=2`);
  expect(response?.headers()["content-security-policy"]).toBeUndefined();
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  expect((await expectLockedIn(page)).length).toBeGreaterThan(0);
  expect(proxy.asked.filter((address) => address.includes("foreign"))).toEqual([]);
});
