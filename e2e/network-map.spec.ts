import { readFile } from "node:fs/promises";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { dropFiles, finished, hasShared, openFiles, section, shared, watch } from "./lab-page.ts";
import { measured } from "./prune-and-export.ts";
import { dense, denseWeights, input, layersModel, numbers } from "./small-networks.ts";

test.use({ actionTimeout: 15_000 });

const small =
  "backend=wasm&masks=2&fractions=0.25,0.5,1&calibration=120&validation=100&test=200&evaluations=1000&roundEvaluations=120&stepUnits=8&target=24&prior=false";

const map = (page: Page): Locator => section(page, "Network");
/** The cell that the keyboard reads: the one that Tab comes to. */
const reading = (page: Page): Locator => map(page).locator('[role="gridcell"][tabindex="0"]');
const card = (page: Page): Locator => map(page).getByRole("region", { name: "Unit", exact: true });

async function find(page: Page, words: string): Promise<void> {
  await map(page).getByLabel("Find a unit").fill(words);
  await page.keyboard.press("Enter");
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include("#network").analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** How many pixels of the map are neither clear nor faded. */
const inked = (page: Page): Promise<number> =>
  map(page)
    .locator("canvas.q-map-cells")
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let solid = 0;
      for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 230) solid++;
      return solid;
    });

async function savedAs(page: Page, ending: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    map(page).getByRole("button", { name: ending, exact: true }).click(),
  ]);
  return readFile(await file.path());
}

for (const scheme of ["light", "dark"] as const)
  test(`the sample's map: found, read, locked, pruned before one's eyes and saved, in ${scheme}`, async ({
    page,
  }, info) => {
    const seen = watch(page);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`/?${small}`);
    await expect(map(page)).toContainText("as soon as one is open");
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await finished(section(page, "Uncertainty"));
    await expect(map(page)).toContainText("estimate power to shade it");
    expect(await violations(page)).toEqual([]);

    // pointing reads a unit: its weights, its examples, what a cut there touches
    const view = map(page).locator(".q-map-view");
    await view.scrollIntoViewIfNeeded();
    const place = await reading(page).boundingBox();
    await page.mouse.move((place?.x ?? 0) + 4, (place?.y ?? 0) + 4);
    await expect(card(page).getByRole("heading", { name: "conv1 · filter 1 of 6" })).toBeVisible();
    await expect(card(page).getByRole("img", { name: /^Weights of conv1: 5 × 5 over 1 channel/ })).toBeVisible();
    await expect(
      card(page)
        .getByRole("img", { name: /^Example \d+: \d, activation/ })
        .first(),
    ).toBeVisible();
    await expect(card(page)).toContainText(/Cut alone it saves [\d,]+ parameters and [\d,]+ multiply-accumulates/);
    await expect(card(page).getByText(/reads it: kernel/)).toBeVisible();

    // a click locks it in, the next one out, the third frees it; the rules of the pruning settings say the same
    const lock = card(page).getByRole("radiogroup", { name: "Lock of this unit" });
    for (const [name, said] of [
      ["Stays", "locked in, it stays"],
      ["Goes", "locked out, it goes"],
      ["Free", "free"],
    ] as const) {
      await page.mouse.click((place?.x ?? 0) + 4, (place?.y ?? 0) + 4);
      await expect(lock.getByRole("radio", { name })).toBeChecked();
      await expect(map(page).getByRole("status")).toHaveText(`conv1 · filter 1 of 6: ${said}`);
    }

    // the keyboard: search, arrows from unit to unit and from layer to layer, Enter locks
    await find(page, "conv2 3");
    await expect(reading(page)).toBeFocused();
    await expect(reading(page)).toHaveAccessibleName(/^conv2 · filter 3 of 16/);
    await page.keyboard.press("ArrowRight");
    await expect(reading(page)).toHaveAccessibleName(/^conv2 · filter 4 of 16/);
    await expect(reading(page)).toBeFocused();
    await page.keyboard.press("PageUp");
    await expect(reading(page)).toHaveAccessibleName(/^conv1 · filter 4 of 6/);
    await page.keyboard.press("Enter");
    await expect(reading(page)).toHaveAccessibleName(/locked in, it stays$/);
    await find(page, "dense unit 400");
    await expect(map(page)).toContainText("there is no number 400");
    await find(page, "most powerful");
    await expect(map(page)).toContainText("estimate it first");

    // power shades the cells, the other figures point at the same unit
    const power = section(page, "Power");
    await power.getByRole("button", { name: "Estimate power" }).click();
    await finished(power);
    await find(page, "most powerful");
    await expect(reading(page)).toHaveAccessibleName(/power 0\.\d+ ± [\d.]+, rank 1,?/);
    const strongest = ((await reading(page).getAttribute("aria-label")) ?? "").split(",")[0] ?? "";
    await expect(power.locator(".q-readout")).toContainText(strongest);
    await expect(card(page)).toContainText("1 of 226");
    await map(page).getByText("By rank", { exact: true }).click();
    await map(page).getByText("By power", { exact: true }).click();

    // units fade while a strategy takes them out
    await page.evaluate(() =>
      scrollTo({ top: document.getElementById("network")?.offsetTop ?? 0, behavior: "instant" }),
    );
    const before = await inked(page);
    const pruning = section(page, "Pruning");
    await pruning.getByLabel("Strategy").selectOption({ label: "Iterated pruning" });
    await pruning.getByRole("button", { name: "Prune", exact: true }).click();
    const looks = new Set<number>();
    const status = map(page).getByText(/of 226 units kept/);
    await expect(status).toBeVisible();
    while (
      !(await pruning
        .getByText(/^Finished/)
        .first()
        .isVisible())
    ) {
      looks.add(Number.parseInt(/(\d+) of 226/.exec((await status.textContent()) ?? "")?.[1] ?? "0", 10));
      await page.waitForTimeout(60);
    }
    expect(looks.size).toBeGreaterThan(4);
    await expect(status).toContainText("24 of 226");
    // it is painted while it is in sight, and the button that prunes may have moved it out
    await map(page).locator("canvas.q-map-cells").scrollIntoViewIfNeeded();
    await expect.poll(() => inked(page)).toBeLessThan(before * 0.5);
    await page.waitForTimeout(600);
    const after = await inked(page);
    // conv1's fourth filter was locked in
    await find(page, "conv1 4");
    await expect(reading(page)).toHaveAccessibleName(/kept, locked in, it stays$/);
    // back to the first size by the slider, which moves the chart of pruning, too
    const slider = map(page).getByLabel("Size shown");
    await slider.focus();
    await page.keyboard.press("Home");
    await expect(status).toContainText(/2[12]\d of 226/);
    await expect(pruning).toContainText(/Chosen: 2[12]\d units/);
    await page.waitForTimeout(600);
    expect(await inked(page)).toBeGreaterThan(after);

    // zoom by keyboard and buttons
    await map(page).getByRole("button", { name: "Zoom in" }).click();
    const near = await reading(page).boundingBox();
    await reading(page).focus();
    await page.keyboard.press("+");
    expect((await reading(page).boundingBox())?.width ?? 0).toBeGreaterThan(near?.width ?? 0);
    await page.keyboard.press("0");

    // files and the table
    const tool = (name: string) => map(page).locator("summary").filter({ hasText: name });
    await tool("Save").click();
    const svg = (await savedAs(page, "SVG")).toString();
    expect(svg).toMatch(/^<svg[\s\S]*conv1[\s\S]*fill-rule="evenodd"[\s\S]*most power/);
    const png = await savedAs(page, "PNG");
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const csv = (await savedAs(page, "CSV")).toString().trim().split("\r\n");
    expect(csv).toHaveLength(227);
    expect(csv[0]).toBe("unit,layer,number,power,from,to,rank,in the network,lock");
    expect(csv[4]).toMatch(/^conv1 · filter 4 of 6,conv1,4,.*,yes,in$/);
    await info.attach("map.svg", { body: svg, contentType: "image/svg+xml" });
    await tool("As a table").click();
    await expect(map(page).getByRole("rowheader", { name: "conv1 · filter 1 of 6" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await tool("As a table").click();
    await tool("Save").click();

    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px wide`).toBeLessThanOrEqual(0);
      await map(page).screenshot({ path: info.outputPath(`${scheme}-${width}.png`) });
      expect(await violations(page), `${width} px wide`).toEqual([]);
    }
    expect(seen.complaints).toEqual([]);
  });

test("ten thousand units are drawn, found and read without the page standing still", async ({ page }, info) => {
  await page.goto(`/?backend=wasm&masks=2&fractions=0.5,1&calibration=20&validation=20&test=40&workers=1`);
  const random = numbers(7);
  const weight = () => random() - 0.5;
  const units = 10_000;
  const network = layersModel(
    "wide",
    [input([64]), dense("hidden", units, "relu", "input"), dense("out", 10, "softmax", "hidden")],
    ["out"],
    [...denseWeights("hidden", 64, units, weight), ...denseWeights("out", units, 10, weight)],
  );
  const rows = Array.from({ length: 120 }, (_, row) => [row % 10, ...Array.from({ length: 64 }, random)].join(","));
  const header = ["label", ...Array.from({ length: 64 }, (_, at) => `x${at}`)].join(",");
  await dropFiles(page, [...network, { name: "rows.csv", bytes: Buffer.from([header, ...rows].join("\n")) }]);
  await expect(map(page).getByRole("figure", { name: /with 10,000 units/ })).toBeVisible({ timeout: 150_000 });
  await find(page, "hidden 9000");
  await expect(reading(page)).toHaveAccessibleName(/^hidden · neuron 9,?000 of 10,?000/);

  // pointing at one unit after the other, and zooming
  const view = map(page).locator(".q-map-view");
  await view.scrollIntoViewIfNeeded();
  const box = await view.boundingBox();
  const browser = await page.context().newCDPSession(page);
  // the page's own work, whatever else the machine does meanwhile
  await browser.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await browser.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const before = await worked();
  for (let step = 0; step < 60; step++)
    await page.mouse.move((box?.x ?? 0) + 260 + step * 4, (box?.y ?? 0) + 80 + step * 3);
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press("+");
    await page.keyboard.press("ArrowRight");
  }
  const each = ((await worked()) - before) / 76;
  info.annotations.push({ type: "page's work for each movement, ms", description: each.toFixed(1) });
  expect(each).toBeLessThan(33);
  await map(page).screenshot({ path: info.outputPath("ten-thousand.png") });
});

test("ResNet-20: layers that additions couple are joined, and a unit is shown in all of them", async ({
  page,
}, info) => {
  test.skip(!hasShared, "needs the real files in ../shared, which are not here");
  test.setTimeout(240_000);
  await page.goto("/?backend=wasm&masks=1&fractions=0.5,1&calibration=40&validation=20&test=40");
  await openFiles(page, [
    path.join(shared, "models/pytorch-resnet20-cifar10/resnet20-12fca82f.th"),
    path.join(shared, "data/cifar10/cifar10-test-jpeg.zip"),
  ]);
  await measured(page, 150_000);
  await find(page, "layer1.0.conv2 5");
  await expect(reading(page)).toHaveAccessibleName(/^conv1 \+ 9 more · filter 5 of 16/);
  await expect(map(page).locator(".q-map-ring")).toHaveCount(10);
  await expect(map(page).locator(".q-lane-lit circle")).toHaveCount(10);
  await expect(map(page).locator(".q-map-reader").first()).toBeAttached();
  await expect(card(page).getByText(/^layer1\.0\.conv1 reads it: kernel/)).toBeVisible();
  await expect(
    card(page)
      .getByRole("img", { name: /^Example \d+: \w+, activation/ })
      .first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  expect(await violations(page)).toEqual([]);
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await map(page).screenshot({ path: info.outputPath(`resnet-${width}.png`) });
  }
});
