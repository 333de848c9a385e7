import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, test } from "@playwright/test";
import { clashesOf, drawAll, figureOf, figures, small } from "./every-figure.ts";
import { checkFiles } from "./figure-files.ts";
import { section, watch } from "./lab-page.ts";

test("every figure is drawn on the sample, linked with the others, and saved as SVG, PNG and CSV", async ({
  page,
}, info) => {
  const seen = watch(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`/?${small}`);
  await drawAll(page);
  for (const one of figures) await checkFiles(page, figureOf(page, one), one[0], info);

  // a unit: pointed at in one figure, lit in all; picked in one, ringed in the others
  const [power, magnitude] = [figureOf(page, figures[2]), figureOf(page, figures[3])];
  const unit = (figure: Locator, name: string) => figure.getByRole("slider", { name, exact: true });
  await unit(magnitude, "Unit, by magnitude").focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
  const fourth = (await unit(power, "Unit").getAttribute("aria-valuetext")) ?? "";
  expect(await unit(power, "Unit").getAttribute("aria-valuenow")).toBe("4");
  const name = fourth.split(",")[0] ?? "-";
  expect(await unit(magnitude, "Unit, by magnitude").getAttribute("aria-valuetext")).toContain(name);
  const network = section(page, "Network");
  await expect(network.getByRole("heading", { name })).toBeVisible();
  await expect(network.locator(".q-map-ring").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(power.locator(".q-picked")).toHaveCount(1);
  await expect(magnitude.locator(".q-picked")).toHaveCount(1);
  await expect(network.locator(".q-map-picked")).toHaveCount(1);
  await power.scrollIntoViewIfNeeded();
  const area = await power.locator(".q-picker rect").boundingBox();
  if (area === null) throw new Error("there is nothing to point at");
  await page.mouse.move(area.x + 0.5 * area.width, area.y + 0.5 * area.height);
  const middle = ((await unit(power, "Unit").getAttribute("aria-valuetext")) ?? "").split(",")[0] ?? "-";
  expect(middle).not.toBe(name);
  await expect(network.getByRole("heading", { name: middle })).toBeVisible();
  await expect(magnitude.locator(".q-ring")).toHaveCount(1);

  // a run and its points: in both charts of size, the lists and the comparison
  const [trails, compared] = [figureOf(page, figures[5]), figureOf(page, figures[6])];
  const comparison = section(page, "Comparison");
  await compared.getByRole("slider", { name: "Points of all runs" }).focus();
  await page.keyboard.press("Home");
  for (const figure of [trails, compared]) await expect(figure.locator(".q-ring")).toHaveCount(1);
  await expect(section(page, "Pruning").locator('.q-runs li[data-lit="true"]')).toHaveCount(1);
  const row = comparison.getByTestId("comparison-table").locator("tbody tr").nth(1);
  await row.hover();
  await expect(row).toHaveAttribute("data-lit", "true");
  await expect(comparison.locator('.q-networks li[data-lit="true"]')).toHaveCount(1);
  await expect(trails.locator(".q-ring")).toHaveCount(1);
  await page.mouse.move(0, 0);
  await expect(comparison.locator('[data-lit="true"]')).toHaveCount(0);
  await compared.getByRole("slider", { name: "Points of all runs" }).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(section(page, "Pruning").getByRole("heading", { name: /^Chosen: / })).toContainText(
    (await compared.getByRole("slider", { name: "Points of all runs" }).getAttribute("aria-valuetext"))
      ?.split(": ")[1]
      ?.split(" ")[0] ?? "-",
  );

  // a class and its examples
  const damage = figureOf(page, figures[8]);
  const flips = comparison.getByTestId("flips");
  const first = flips.getByRole("listitem").first();
  await first.hover();
  await expect(damage.locator(".q-row-lit")).toHaveCount(1);
  const truth = (await first.textContent())?.match(/truth (\S+)/)?.[1] ?? "-";
  await page.mouse.move(0, 0);
  const classes = damage.getByRole("slider", { name: "Classes" });
  await classes.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 12; step++) {
    if ((await classes.getAttribute("aria-valuetext"))?.startsWith(`${truth}:`)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  for (const words of await flips.getByRole("listitem").allTextContents()) expect(words).toContain(`truth ${truth} `);
  await flips.getByRole("button", { name: "All classes again" }).click();

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(seen.complaints).toEqual([]);
});

test("every figure fits and its labels stay apart at three widths, in light and dark, in grey and without red and green", async ({
  page,
}, info) => {
  await page.goto(`/?${small}`);
  await drawAll(page);
  const shots = async (kind: string) => {
    for (const one of figures) {
      const figure = figureOf(page, one);
      await figure.scrollIntoViewIfNeeded();
      await figure.screenshot({ path: info.outputPath(`${one[0]}-${kind}.png`) });
    }
  };
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.mouse.move(0, 0);
      await shots(`${width}-${scheme}`);
    }
    for (const one of figures) expect.soft(await clashesOf(figureOf(page, one)), `${one[0]} at ${width}`).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${width} px wide`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const browser = await page.context().newCDPSession(page);
  for (const type of ["achromatopsia", "deuteranopia"] as const) {
    await browser.send("Emulation.setEmulatedVisionDeficiency", { type });
    await shots(`1280-${type}`);
  }
});
