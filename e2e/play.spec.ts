import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { finished, section, watch } from "./lab-page.ts";

test.use({ actionTimeout: 15_000 });

const small =
  "backend=wasm&masks=2&fractions=0.25,0.5,1&calibration=120&validation=100&test=200&evaluations=1000&roundEvaluations=120&stepUnits=20&target=80&prior=false";

const pruning = (page: Page) => section(page, "Pruning");
const bar = (page: Page) => pruning(page).getByRole("group", { name: "Play through the run" });
const chosen = (page: Page) => pruning(page).getByRole("heading", { name: /^Chosen:/ });
const tree = (page: Page) => pruning(page).getByRole("tree", { name: "Plan" });

async function violations(page: Page, scheme: string): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include("#pruning").include("#network").analyze();
  return found.map(({ id, nodes }) => `${scheme} ${id}: ${nodes[0]?.html}`);
}

async function screenshots(page: Page, scheme: string, folder: (name: string) => string): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await bar(page).evaluate((element) => element.scrollIntoView({ block: "start" }));
    await page.waitForTimeout(300);
    await page.screenshot({ path: folder(`play-${scheme}-${width}.png`) });
    await tree(page).evaluate((element) => element.scrollIntoView({ block: "start" }));
    await page.screenshot({ path: folder(`plan-${scheme}-${width}.png`) });
    await pruning(page)
      .locator(".q-branch")
      .screenshot({ path: folder(`branch-${scheme}-${width}.png`) });
    await section(page, "Network").screenshot({ path: folder(`map-${scheme}-${width}.png`) });
    // nothing is wider than the page
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

test("a run is played, branched off from, walked as a plan, taken back and held against its branch", async ({
  page,
}, info) => {
  const seen = watch(page);
  await page.goto(`/?${small}`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  await pruning(page).getByLabel("Strategy").selectOption({ label: "Iterated building" });
  await pruning(page).getByRole("button", { name: "Prune", exact: true }).click();
  await finished(pruning(page));
  await expect(chosen(page)).toContainText("80 units of 226");

  // play from the beginning: map, heading and slider follow the chosen point
  const slider = bar(page).getByRole("slider", { name: "Size shown" });
  await bar(page).getByLabel("Speed").selectOption({ label: "2×" });
  await slider.focus();
  await page.keyboard.press("Space");
  await expect(bar(page).getByRole("button", { name: "Pause the play" })).toBeVisible();
  await expect(chosen(page)).toContainText(/40 units/);
  await page.keyboard.press("Space");
  const held = (await chosen(page).textContent()) ?? "";
  const units = /(\d+) units of/.exec(held)?.[1];
  await expect(section(page, "Network").getByText(`${units} of 226 units kept`)).toBeVisible();
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("80 units of 226");
  await bar(page).getByRole("button", { name: "Previous point" }).click();
  await expect(chosen(page)).toContainText("60 units of 226");

  // from there another strategy goes on, and its curve begins there
  await pruning(page).getByLabel("Go on with").selectOption({ label: "Magnitude L2" });
  await pruning(page).getByLabel("Down to units").fill("20");
  await pruning(page).getByRole("button", { name: "Branch off" }).click();
  await expect(chosen(page)).toContainText("20 units of 226, from Magnitude L2");
  await finished(pruning(page));
  await expect(pruning(page).locator(".q-runs")).toContainText("from Iterated building 1 at 60 units");
  await page.keyboard.press("Tab");
  await bar(page).getByRole("button", { name: "First point" }).click();
  await expect(chosen(page)).toContainText("60 units of 226, from Magnitude L2");

  // the plan by keyboard
  await expect(tree(page).getByRole("treeitem")).toHaveCount(4);
  await tree(page).getByRole("treeitem", { selected: true }).focus();
  await page.keyboard.press("Home");
  await expect(tree(page).getByRole("treeitem").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toContainText("80 units of 226, from Iterated building 1");
  await page.keyboard.press("Control+z");
  await expect(chosen(page)).toContainText("from Magnitude L2");
  await page.keyboard.press("Control+Shift+z");
  await expect(chosen(page)).toContainText("80 units of 226, from Iterated building 1");
  await tree(page)
    .getByRole("treeitem", { name: /^Magnitude L2/ })
    .click();
  await page.keyboard.press("Delete");
  await expect(tree(page).getByRole("treeitem", { name: /^Magnitude L2/ })).toHaveCount(0);
  await pruning(page)
    .getByRole("button", { name: /^Undo the removal of Magnitude L2/ })
    .click();
  await expect(tree(page).getByRole("treeitem", { name: /^Magnitude L2/ })).toHaveCount(1);

  // side by side by one click
  await pruning(page).getByRole("button", { name: "Compare side by side" }).click();
  await expect(section(page, "Comparison").getByTestId("comparison-table").locator("tbody tr")).toHaveCount(3);

  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await violations(page, scheme)).toEqual([]);
    await screenshots(page, scheme, (name) => info.outputPath(name));
  }
  await page.setViewportSize({ width: 1280, height: 900 });

  // less motion: steps only
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(bar(page).getByRole("button", { name: "Play forwards" })).toHaveCount(0);
  await bar(page).getByRole("button", { name: "Previous point" }).click();
  await expect(chosen(page)).toContainText("40 units of 226, from Magnitude L2");
  expect(await violations(page, "less motion")).toEqual([]);

  // the branch and where it began survive a reload
  await expect(page.getByText(/^Finished/).first()).toBeVisible();
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(tree(page).getByRole("treeitem", { name: /^Magnitude L2/ })).toHaveAttribute("aria-level", "3");
  expect(seen.complaints).toEqual([]);
});
