import { expect, type Locator, type Page } from "@playwright/test";
import { finished, section } from "./lab-page.ts";

export const small =
  "backend=wasm&masks=8&calibration=150&validation=300&test=200&evaluations=2400&roundEvaluations=160&stepUnits=20&target=60";

/** The figures that the method speaks of, by the section that they stand in and the begin of what they say. */
export const figures = [
  ["bands", "Uncertainty", /^Mean accuracy of masked networks/],
  ["surface", "Uncertainty", /over the kept fractions of two sets/],
  ["ranked-power", "Power", /^Power \(.* of 226 units/],
  ["power-against-magnitude", "Power", /against the L2 norm/],
  ["convergence", "Power", /^Convergence over/],
  ["accuracy-against-size", "Pruning", /^Validation accuracy against units kept/],
  ["compared-runs", "Comparison", /^Validation accuracy against units kept/],
  ["worth-its-cost", "Comparison", /^Accuracy on .* against parameters/],
  ["class-damage", "Comparison", /^Share of each class/],
  ["flipped-examples", "Comparison", /^Examples that .* answers differently/],
] as const;

export const figureOf = (page: Page, [, part, name]: (typeof figures)[number]): Locator =>
  section(page, part).getByRole("figure", { name });

async function unfold(part: Locator, summary: string): Promise<void> {
  await part.locator("summary").filter({ hasText: summary }).click();
}

/** From the sample to every figure, by what a person would press. */
export async function drawAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  const uncertainty = section(page, "Uncertainty");
  await finished(uncertainty);
  await unfold(uncertainty, "p × q surface");
  await uncertainty.getByLabel("Fractions a side").fill("6");
  await uncertainty.getByLabel("Masks a cell").fill("4");
  await uncertainty.getByRole("button", { name: "Run the surface" }).click();
  await expect(uncertainty.getByText(/^Finished/)).toHaveCount(2, { timeout: 120_000 });
  const power = section(page, "Power");
  await power.getByRole("button", { name: "Estimate power" }).click();
  await finished(power);
  await unfold(power, "Has the ranking converged?");
  await unfold(power, "Is power more than the size of the weights?");
  const pruning = section(page, "Pruning");
  for (const strategy of ["Iterated building", "Magnitude L2"]) {
    await pruning.getByLabel("Strategy").selectOption({ label: strategy });
    await pruning.getByRole("button", { name: "Prune", exact: true }).click();
    await finished(pruning);
  }
  const comparison = section(page, "Comparison");
  await comparison.getByRole("button", { name: /^Compare all runs near/ }).click();
  await expect(comparison.getByTestId("comparison-table").locator("tbody tr")).toHaveCount(3);
  await expect(comparison.getByText(/not measured on/)).toHaveCount(0, { timeout: 120_000 });
  for (const one of figures) await expect(figureOf(page, one), one[0]).toBeVisible();
}

/** Texts of a drawing that lie on each other or outside of it. */
export const clashesOf = (figure: Locator) =>
  figure.evaluate((element) => {
    const svg = element.querySelector("svg.q-chart");
    if (svg === null) return [];
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .map((text) => ({ words: text.textContent ?? "", box: text.getBoundingClientRect() }))
      .filter(({ words, box }) => words.trim() !== "" && box.width > 0);
    const outside = texts
      .filter(({ box }) => box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2)
      .map(({ words }) => `${words} leaves the drawing`);
    const clashes = texts.flatMap((one, place) =>
      texts.slice(place + 1).flatMap((other) => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return across > 1 && down > 4 ? [`${one.words} on ${other.words}`] : [];
      }),
    );
    return [...outside, ...clashes];
  });
