import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { finished, readTestAccuracy, section, watch } from "./lab-page.ts";

const wasm = "backend=wasm";

test("the sample draws its first chart within ten seconds of the click, and asks only its own origin", async ({
  page,
  baseURL,
}, info) => {
  const seen = watch(page);
  await page.goto(`/?${wasm}`);
  const start = Date.now();
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await expect(section(page, "Uncertainty").getByRole("figure").first()).toBeVisible({ timeout: 60_000 });
  const seconds = (Date.now() - start) / 1000;
  info.annotations.push({ type: "first chart, seconds", description: seconds.toFixed(1) });
  expect(seconds).toBeLessThan(10);
  await finished(section(page, "Uncertainty"));
  for (const address of seen.requests)
    expect(address.startsWith(baseURL ?? "-") || /^(blob|data):/.test(address), address).toBe(true);
  expect(seen.complaints).toEqual([]);
});

test("every long step can be paused, resumed and cancelled, and keeps what it found", async ({ page }) => {
  await page.goto(`/?${wasm}&calibration=200&validation=200&roundEvaluations=600&evaluations=20000&step=16`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  for (const [name, start] of [
    ["Power", "Estimate power"],
    ["Pruning", "Prune"],
  ] as const) {
    const part = section(page, name);
    await part.getByRole("button", { name: start, exact: true }).click();
    await expect(part.getByText(/\d+ of [\d,]+ evaluations/).first()).toBeVisible();
    await part.getByRole("button", { name: "Pause" }).click();
    const words = part.getByText(/^Paused at/).first();
    await expect(words).toBeVisible();
    // The step in flight still arrives.
    await page.waitForTimeout(500);
    const before = await words.textContent();
    await page.waitForTimeout(700);
    expect(await words.textContent()).toBe(before);
    await part.getByRole("button", { name: "Resume" }).click();
    await expect(part.getByText(/(\d (s|min|h)|second) left/).first()).toBeVisible();
    await part.getByRole("button", { name: "Cancel" }).click();
    await expect(part.getByText(/^Cancelled/).first()).toBeVisible();
    await expect(part.getByRole("figure").first()).toBeVisible();
  }
});

test("the critical size can be moved with the keyboard", async ({ page }) => {
  await page.goto(`/?${wasm}&masks=4&calibration=100&validation=100&test=100`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const slider = page.getByRole("slider", { name: "Bias d" });
  const before = Number(await slider.getAttribute("aria-valuenow"));
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => Number(await slider.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
});

for (const scheme of ["light", "dark"] as const)
  test(`every panel is accessible and fits, from empty to exported, in ${scheme}`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(
      `/?${wasm}&masks=6&calibration=100&validation=100&test=200&evaluations=1000&roundEvaluations=300&stepUnits=30&target=80`,
    );
    const check = async (state: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${state}: ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
    };
    await check("empty");
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await finished(section(page, "Uncertainty"));
    await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
    await finished(section(page, "Power"));
    await section(page, "Pruning").getByRole("button", { name: "Prune", exact: true }).click();
    await finished(section(page, "Pruning"));
    await readTestAccuracy(page);
    await section(page, "Export").getByRole("button", { name: "Prepare the pruned network" }).click();
    await expect(page.getByRole("button", { name: "Download pruned model (.zip)" })).toBeVisible({ timeout: 120_000 });
    await check("exported");
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px wide`).toBeLessThanOrEqual(0);
      await page.screenshot({ path: info.outputPath(`${scheme}-${width}.png`), fullPage: true });
    }
  });
