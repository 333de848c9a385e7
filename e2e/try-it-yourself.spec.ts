import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { dropFiles, finished, section, watch } from "./lab-page.ts";
import { measured } from "./prune-and-export.ts";
import { dense, denseWeights, input, layersModel, numbers } from "./small-networks.ts";

test.use({ actionTimeout: 15_000 });

const small =
  "backend=wasm&masks=2&fractions=0.25,0.5,1&calibration=120&validation=100&test=200&evaluations=96&roundEvaluations=48&stepUnits=40&target=24&strategy=top-n&prior=false";

const trying = (page: Page): Locator => section(page, "Try it yourself");
const board = (page: Page): Locator => trying(page).getByRole("application", { name: "Drawing board" });

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include("#try-it").analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Draws lines with the mouse, in shares of the board. */
async function draw(page: Page, lines: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  await board(page).scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await board(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  for (const line of lines) {
    for (const [at, [right, down]] of line.entries()) {
      await page.mouse.move(x + right * width, y + down * height, { steps: at === 0 ? 1 : 8 });
      if (at === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

const one = [
  [
    [0.42, 0.3],
    [0.52, 0.15],
    [0.5, 0.5],
    [0.5, 0.85],
  ],
] as const;
const said = (page: Page, who: "full" | "pruned"): Locator => page.getByTestId(`said-${who}`);

for (const scheme of ["light", "dark"] as const)
  test(`a digit is drawn, and both networks answer at every size, in ${scheme}`, async ({ page }, info) => {
    const seen = watch(page);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`/?${small}`);
    await expect(trying(page)).toContainText("once there are a network and data");
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await finished(section(page, "Uncertainty"));
    await trying(page).scrollIntoViewIfNeeded();
    await expect(said(page, "full")).toBeVisible();
    await expect(said(page, "pruned")).toHaveCount(0);

    // with the mouse
    await draw(page, one);
    await expect(said(page, "full")).toHaveText(/^1 \([01]\.\d+\)$/);
    await expect(trying(page).getByText(/its longer side takes 8 pixels of 8 × 8/)).toBeVisible();

    // once a run has come to a size, its network answers beside the full one, and the drawing is not forgotten
    await section(page, "Pruning").getByRole("button", { name: "Prune", exact: true }).click();
    await finished(section(page, "Pruning"));
    await trying(page).scrollIntoViewIfNeeded();
    await expect(said(page, "pruned")).toBeVisible();
    await expect(said(page, "full")).toHaveText(/^1 \(/);
    await expect(page.getByTestId("agreement")).toHaveText(/They (dis)?agree\./);
    const answers = trying(page).getByRole("table", { name: "Answers of the networks" });
    await expect(answers.getByRole("columnheader", { name: /24 of 226 units/ })).toBeVisible();
    await expect(answers.getByRole("row")).toHaveCount(12);
    await expect(answers.getByRole("row", { name: /^Time .* ms .* ms$/ })).toBeVisible();

    // through the sizes of the run, here as in the map and the chart
    const texts = new Set<string>();
    const slider = trying(page).getByLabel("Size shown");
    await slider.focus();
    for (const key of ["End", "ArrowLeft", "ArrowLeft", "Home"]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
      texts.add((await answers.getByRole("columnheader").last().textContent()) ?? "");
    }
    expect(texts.size).toBeGreaterThan(2);

    // the keyboard alone: a line from the top to the bottom
    await trying(page).getByRole("button", { name: "Clear" }).click();
    await expect(trying(page).getByText(/^The data say/)).toBeVisible();
    await board(page).focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < 11; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect(said(page, "full")).toHaveText(/^1 \(/);
    await expect(trying(page).getByText(/^Brush up, 50 % from the left, 80 % from the top/)).toBeAttached();
    await page.keyboard.press("Delete");
    await expect(trying(page).getByText(/^The data say/)).toBeVisible();

    // examples by their numbers
    await trying(page).getByLabel("Example of").selectOption("test");
    await trying(page).getByRole("textbox", { name: "Number, of 200" }).fill("7");
    await expect(trying(page).getByText(/^The data say \d\./)).toBeVisible();
    await draw(page, one);
    await expect(said(page, "full")).toHaveText(/^1 \(/);
    expect(await violations(page)).toEqual([]);
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px wide`).toBeLessThanOrEqual(0);
      await trying(page).screenshot({ path: info.outputPath(`${scheme}-${width}.png`) });
      expect(await violations(page), `${width} px wide`).toEqual([]);
    }

    // a picture of another size, dark on light, made here
    const picture = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(90, 130);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.fillStyle = "#f4f0e8";
      context.fillRect(0, 0, 90, 130);
      context.fillStyle = "#203050";
      context.fillRect(40, 20, 13, 90);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
      return Array.from(bytes);
    });
    const file = { name: "one.png", mimeType: "image/png", buffer: Buffer.from(picture) };
    await trying(page).getByLabel("Picture to try").setInputFiles(file);
    await expect(trying(page).getByText("or drop one here: one.png")).toBeVisible();
    await expect(said(page, "full")).toHaveText(/^1 \(/);
    // the page took it for no data
    await expect(section(page, "Model and data").getByText("one.png")).toHaveCount(0);
    expect(seen.complaints).toEqual([]);
  });

test("a row of a table starts from an example and is changed by its columns", async ({ page }, info) => {
  await page.goto("/?backend=wasm&masks=1&fractions=0.5,1&calibration=40&validation=40&test=40&workers=1");
  const random = numbers(5);
  const network = layersModel(
    "two",
    [input([3]), dense("hidden", 6, "relu", "input"), dense("out", 2, "softmax", "hidden")],
    ["out"],
    [...denseWeights("hidden", 3, 6, () => random() - 0.5), ...denseWeights("out", 6, 2, () => 4 * random() - 2)],
  );
  const rows = Array.from({ length: 150 }, (_, row) => [
    ...Array.from({ length: 3 }, () => random().toFixed(3)),
    row % 2,
  ]);
  const csv = ["height,width,depth,label", ...rows.map((row) => row.join(","))].join("\n");
  await dropFiles(page, [...network, { name: "boxes.csv", bytes: Buffer.from(csv) }]);
  await measured(page, 60_000);
  await trying(page).scrollIntoViewIfNeeded();
  const field = trying(page).getByRole("textbox", { name: "width" });
  await expect(field).toHaveValue(/^0\.\d+$/);
  const before = await said(page, "full").textContent();
  await field.fill("9.5");
  await expect(said(page, "full")).not.toHaveText(before ?? "");
  await expect(trying(page).getByText(/^The data say/)).toHaveCount(0);
  await expect(field).toHaveValue("9.5");
  expect(await violations(page)).toEqual([]);
  await trying(page).screenshot({ path: info.outputPath("row.png") });
});
