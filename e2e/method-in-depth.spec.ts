import { expect, test } from "@playwright/test";
import { finished, section } from "./lab-page.ts";

const small =
  "backend=wasm&masks=6&calibration=80&validation=80&test=100&evaluations=1500&roundEvaluations=300&stepUnits=40&target=80";

test("the pool ranks for any d without new evaluations, and the questions are answered from it", async ({
  page,
}, info) => {
  await page.goto(`/?${small}&ranking=pool`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const power = section(page, "Power");
  await power.getByRole("button", { name: "Fill the pool" }).click();
  await finished(power);
  const slider = power.getByRole("slider", { name: "Bias d of the ranking" }).first();
  await slider.focus();
  const before = Number(await slider.getAttribute("aria-valuenow"));
  // From the key to the redrawn ranking, in the page's own time: keys come faster than a person sends them.
  const times: number[] = [];
  for (let move = 0; move < 20; move++) {
    times.push(
      await slider.evaluate(
        (element) =>
          new Promise<number>((resolve) => {
            const start = performance.now();
            element.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
          }),
      ),
    );
  }
  times.sort((a, b) => a - b);
  const median = times[10] ?? Number.NaN;
  info.annotations.push({ type: "d slider, ms to the second frame (median of 20)", description: median.toFixed(1) });
  expect(Number(await slider.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
  expect(median).toBeLessThan(50);
});

test("a tiny game is solved exactly without any file", async ({ page }) => {
  await page.goto("/?backend=wasm");
  const part = section(page, "Tiny game");
  await part.getByRole("button", { name: "Solve the tiny game" }).click();
  await finished(part);
  await expect(part.getByRole("columnheader", { name: /nucleolus/i })).toBeVisible();
  await expect(part.getByRole("figure").first()).toBeVisible();
});

test("surface, interaction and irreplaceability run on the sample", async ({ page }) => {
  await page.goto(`/?${small}&fractions=0.25,0.5,1`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
  await finished(section(page, "Power"));
  for (const [fold, start] of [
    ["p × q surface of two sets of layers", "Run the surface"],
    ["Which units are each other's spare?", "Measure interaction"],
    ["Which units are irreplaceable?", "Find irreplaceable units"],
  ] as const) {
    const details = page.locator("details", { has: page.getByText(fold, { exact: true }) }).last();
    await details.locator("summary").first().click();
    // A fold draws its content once it is open: the button is waited for.
    if (start === "Measure interaction") await details.getByRole("button", { name: "Top 8" }).click();
    await details.getByRole("button", { name: start, exact: true }).click({ timeout: 10_000 });
    await expect(details.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });
    await expect(details.getByRole("figure").first()).toBeVisible();
  }
});

test("one layer at a time: every layer's game is played, and top-n ranks within layers", async ({ page }) => {
  await page.goto(`/?${small}&fractions=0.25,0.5,1&plays=layer-by-layer&strategy=top-n`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const [power, pruning] = [section(page, "Power"), section(page, "Pruning")];
  await expect(pruning.getByText(/Estimate power first/)).toBeVisible();
  await power.getByRole("button", { name: "Estimate power" }).click();
  await finished(power);
  await expect(power.getByTestId("layer-games")).toContainText("power compares units within their layer");
  await power.getByText("Games of the layers", { exact: true }).first().click();
  const games = power.getByRole("region", { name: "Games of the layers" });
  await expect(games.getByRole("row")).toHaveCount(5);
  await expect(games.getByText("exact enumeration")).toBeVisible();
  await pruning.getByLabel("Units compete").selectOption("Globally, scaled by layer");
  await pruning.getByRole("button", { name: "Prune", exact: true }).click();
  await finished(pruning);
  await expect(pruning.getByText("Top-n, scaled by layer 1").filter({ visible: true }).first()).toBeVisible();
});
