import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { finished, section } from "./lab-page.ts";

const steps = [
  "Model and data",
  "Uncertainty",
  "Power",
  "Network",
  "Pruning",
  "Repair",
  "Comparison",
  "Try it yourself",
  "Export",
  "Tiny game",
];

for (const scheme of ["light", "dark"] as const)
  test(`the first minute asks for no choice, and every step explains itself: ${scheme}`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/?backend=wasm");
    const looks = async (name: string) => {
      for (const width of [360, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: info.outputPath(`${name}-${scheme}-${width}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    };
    // nothing opened: every step has its sentence, its lesson folded away, and says what it waits for
    for (const name of steps) {
      const part = section(page, name);
      const lead = (await part.locator("p").first().textContent()) ?? "";
      expect(lead, name).toMatch(/^[A-Z].{20,140}\.$/);
      const lesson = part.getByText("What is this?").first();
      await expect(lesson).toBeVisible();
      await lesson.click();
      await expect(part.locator("details[open] p").first()).toBeVisible();
      await lesson.click();
      await expect(part.locator("details[open]")).toHaveCount(0);
    }
    await looks("empty");

    const start = Date.now();
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await expect(section(page, "Uncertainty").getByRole("figure").first()).toBeVisible({ timeout: 60_000 });
    const seconds = (Date.now() - start) / 1000;
    info.annotations.push({ type: "first band, seconds", description: seconds.toFixed(1) });
    expect(seconds).toBeLessThan(10);
    await finished(section(page, "Uncertainty"));
    await expect(page.getByTestId("critical-size")).toBeVisible();
    await looks("sample");

    // the tiny game teaches with exact numbers: Shapley 2/3 and Banzhaf 3/4 for the glove that is short
    const tiny = section(page, "Tiny game");
    await tiny
      .getByRole("button", { name: /^(Solve|Play|List)/ })
      .first()
      .click();
    await expect(tiny.getByRole("table").first()).toBeVisible({ timeout: 60_000 });
    const left = tiny.getByRole("row").filter({ hasText: "Left" }).first();
    for (const exact of ["0.667", "0.75"]) await expect(left).toContainText(exact);
    await tiny.screenshot({ path: info.outputPath(`tiny-${scheme}.png`) });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
