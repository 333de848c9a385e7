import { readFile } from "node:fs/promises";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { finished, hasShared, openFiles, section, shared, watch } from "./lab-page.ts";

const small =
  "backend=wasm&masks=4&fractions=0.25,0.5,1&calibration=120&validation=200&test=200&roundEvaluations=120&stepUnits=40&target=60&epochs=1";

async function pruneBy(page: Page, strategy: string): Promise<void> {
  const part = section(page, "Pruning");
  await part.getByLabel("Strategy").selectOption({ label: strategy });
  await part.getByRole("button", { name: "Prune", exact: true }).click();
  await finished(part);
}

/** Puts the network that is offered beside the others and waits until there are so many measured ones. */
async function compare(page: Page, button: string | RegExp, count: number): Promise<void> {
  const part = section(page, "Comparison");
  await part.getByRole("button", { name: button }).click();
  await expect(part.getByTestId("comparison-table").locator("tbody tr")).toHaveCount(count + 1);
  await expect(part.getByText(/not measured on/)).toHaveCount(0, { timeout: 120_000 });
}

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

for (const scheme of ["light", "dark"] as const)
  test(`two strategies and a baseline, refit and fine-tuned, are compared and timed, in ${scheme}`, async ({
    page,
  }, info) => {
    const seen = watch(page);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`/?${small}`);
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await finished(section(page, "Uncertainty"));
    const part = section(page, "Comparison");
    await expect(part.getByText("once there is a pruning run")).toBeVisible();
    for (const strategy of ["Iterated building", "Iterated pruning", "Magnitude L2"]) await pruneBy(page, strategy);
    await section(page, "Pruning").getByRole("button", { name: "Rename Iterated building 1" }).click();
    await page.getByLabel("New name of Iterated building 1").fill("Ours");
    await page.keyboard.press("Enter");

    // all three as they were cut, then one of them refit and fine-tuned
    await compare(page, /^Compare all runs near/, 3);
    const pruning = section(page, "Pruning");
    await pruning.getByRole("button", { name: "Choose Ours" }).click();
    const repair = section(page, "Repair");
    for (const [kind, button] of [
      ["refit", "Refit the layers"],
      ["fine-tune", "Fine-tune"],
    ] as const) {
      await repair.getByLabel("Repair by").selectOption(kind);
      await repair.getByRole("button", { name: button, exact: true }).click();
      await expect(repair.getByText(/^Finished/).first()).toBeVisible({ timeout: 120_000 });
      await compare(page, "Compare this network", kind === "refit" ? 4 : 5);
    }

    // the table and the figures say what they are of
    const table = part.getByTestId("comparison-table");
    await expect(table.getByRole("rowheader", { name: "Ours, 60 units, refit", exact: true })).toBeVisible();
    await table.getByRole("button", { name: "Validation accuracy" }).click();
    await expect(table.locator("tbody tr").first()).toContainText("Full network");
    await expect(
      part.getByRole("figure", { name: /^Accuracy on 200 validation examples against parameters/ }),
    ).toBeVisible();
    await expect(part.getByTestId("areas").locator("tbody tr")).toHaveCount(3);

    // every flipped example is a picture with its votes
    const flips = part.getByTestId("flips");
    await part.getByLabel("Look closely at").selectOption({ label: "Ours, 60 units" });
    await expect(flips.getByRole("img").first()).toBeVisible();
    const drawn = await flips
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return new Set(data).size;
      });
    expect(drawn).toBeGreaterThan(3);

    // time, when asked
    await part.getByLabel("Examples in a pass").selectOption("16");
    await part.getByRole("button", { name: "Measure on this machine" }).click();
    await expect(part.getByRole("button", { name: "Measure again" })).toBeEnabled({ timeout: 180_000 });
    await part.getByLabel("Cost").selectOption("latency");
    await expect(part.getByRole("figure", { name: /against time of a pass of 16/ })).toBeVisible();

    // files
    const csv = await saved(page, () => part.getByRole("button", { name: "Download the table (.csv)" }).click());
    const lines = csv.bytes.toString().trim().split("\r\n");
    expect(lines).toHaveLength(7);
    expect(lines[0]).toContain("validation_accuracy,validation_accuracy_from");
    const figure = part.getByRole("figure", { name: /against time of a pass/ });
    await figure.getByText("Save", { exact: true }).click();
    const svg = await saved(page, () => figure.getByRole("button", { name: "SVG" }).click());
    expect(svg.bytes.toString()).toMatch(/^<svg[\s\S]*stroke="rgb[\s\S]*Ours/);
    const png = await saved(page, () => figure.getByRole("button", { name: "PNG" }).click());
    expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.bytes.length).toBeGreaterThan(10_000);
    await figure.getByText("As a table").click();
    await expect(figure.getByRole("rowheader")).toHaveCount(6);

    // test examples only when asked, with a warning
    await expect(part.getByText("All figures here are of validation examples.")).toBeVisible();
    await part.getByRole("button", { name: "Read on test examples…" }).click();
    await expect(page.getByRole("dialog")).toContainText("must not be reported");
    await page.getByRole("dialog").getByRole("button", { name: "Read on test examples" }).click();
    await expect(part.getByText(/not measured on/)).toHaveCount(0, { timeout: 120_000 });
    await expect(part.getByText(/for the report, not for choosing/)).toBeVisible();
    await expect(part.getByRole("figure", { name: /^Accuracy on 200 test examples against/ })).toBeVisible();

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    for (const width of [360, 800, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px wide`).toBeLessThanOrEqual(0);
      await part.screenshot({ path: info.outputPath(`${scheme}-${width}.png`) });
    }
    expect(seen.complaints).toEqual([]);
  });

test("flipped texts are shown as their words and as what the network reads of them", async ({ page }, info) => {
  test.skip(!hasShared, "needs the shared files");
  const seen = watch(page);
  await page.goto(
    "/?backend=wasm&masks=2&fractions=0.5,1&calibration=100&validation=400&test=300&target=20&stepUnits=40&roundEvaluations=60",
  );
  await openFiles(page, [
    path.join(shared, "models/keras3-spam-avg-embedding/spam_model.keras"),
    path.join(shared, "models/keras3-spam-avg-embedding/tokenizer.json"),
    path.join(shared, "data/text/sms_spam.csv"),
  ]);
  await finished(section(page, "Uncertainty"));
  await pruneBy(page, "Magnitude L2");
  await compare(page, "Compare this network", 1);
  const flips = section(page, "Comparison").getByTestId("flips");
  const first = flips.getByRole("listitem").first();
  await expect(first.getByText("What the network reads").or(first.getByText("All of it"))).toBeVisible();
  await first.locator("summary").click();
  // the tokenizer knows small letters only
  const [text, read] = [first.locator("p").first(), first.locator("details p").last()];
  const known = ((await read.textContent()) ?? "").split(" ").filter((word) => /^[a-z]{3,}$/.test(word));
  expect(known.length).toBeGreaterThan(0);
  const original = ((await text.textContent()) ?? "").toLowerCase();
  expect(known.some((word) => original.includes(word))).toBe(true);
  await flips.screenshot({ path: info.outputPath("words.png") });
  expect(seen.complaints).toEqual([]);
});
