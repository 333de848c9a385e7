import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { section } from "./lab-page.ts";
import { exported, fewest, measured, pruned } from "./prune-and-export.ts";

test.use({ actionTimeout: 10_000 });

const address = `/?${fewest}&calibration=80&target=80`;

async function sample(page: Page): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await measured(page);
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("pointing at a coupled group, or moving to it by keyboard, lights every layer that a cut there touches", async ({
  page,
}) => {
  await sample(page);
  const part = section(page, "Model and data");
  const layers = part.getByRole("region", { name: "Layers of the network" });
  const groups = part.getByRole("region", { name: "Coupled groups" });
  const lit = layers.locator("tr.q-lit th");
  await expect(lit).toHaveCount(0);

  const buttons = groups.getByRole("button");
  await buttons.nth(0).hover();
  await expect(buttons.nth(0)).toHaveAttribute("aria-pressed", "true");
  const first = await lit.allTextContents();
  expect(first.length).toBeGreaterThan(1);
  await expect(part.getByText(/axis \d+ \((producer|consumer)/).first()).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(lit).toHaveCount(0);

  await buttons.nth(0).focus();
  await expect(lit).toHaveText(first);
  await page.keyboard.press("Tab");
  await expect(buttons.nth(0)).toHaveAttribute("aria-pressed", "false");
  await expect(buttons.nth(1)).toHaveAttribute("aria-pressed", "true");
  const second = await lit.allTextContents();
  expect(second.length).toBeGreaterThan(1);
  expect(second).not.toEqual(first);
  // The same group by its name in the table of layers.
  const name = (await buttons.nth(1).textContent()) ?? "";
  await layers.getByRole("button", { name, exact: true }).first().hover();
  await expect(lit).toHaveText(second);
});

for (const scheme of ["light", "dark"] as const)
  test(`pre-flight report, pairings tried and code to copy are accessible and fit on a small screen, in ${scheme}`, async ({
    page,
  }, info) => {
    await page.emulateMedia({ colorScheme: scheme });
    await sample(page);
    const part = section(page, "Model and data");
    await part.getByText(/^What was tried/).click();
    await expect(part.getByRole("region", { name: "Pairings that were tried" })).toBeVisible();
    await part.getByRole("region", { name: "Coupled groups" }).getByRole("button").first().focus();
    await pruned(page);
    const smaller = await exported(page, info);
    expect(smaller.difference).toBeLessThan(1e-5);
    await part.getByRole("region", { name: "Coupled groups" }).getByRole("button").first().focus();
    for (const width of [1280, 400, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page), `${width} px wide`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
      for (const name of ["Model and data", "Export"])
        await section(page, name).screenshot({ path: info.outputPath(`${name.slice(0, 5)}-${scheme}-${width}.png`) });
    }
  });
