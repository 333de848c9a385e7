import { expect, type Page, type TestInfo } from "@playwright/test";
import { figure, finished, section } from "./lab-page.ts";

/** As little computing as shows every step: the figures are rough, the way through the page is the whole one. */
export const fewest =
  "backend=wasm&masks=2&fractions=0.25,0.5,1&validation=60&test=400&evaluations=48&roundEvaluations=48&strategy=top-n&stepUnits=1000&prior=false";

/** Waits until the full network is measured; its test accuracy, and the values that the lab proposes. */
export async function measured(page: Page, timeout = 60_000): Promise<{ accuracy: number; proposed: string }> {
  await expect(page.getByTestId("full-test-accuracy")).toBeVisible({ timeout });
  const scale = section(page, "Model and data").getByLabel("Input scale").locator("option:checked");
  return { accuracy: await figure(page, "full-test-accuracy"), proposed: (await scale.textContent()) ?? "" };
}

/** Prunes with the settings of the address. */
export async function pruned(page: Page, timeout = 60_000): Promise<void> {
  await finished(section(page, "Uncertainty"), timeout);
  const part = section(page, "Pruning");
  await part.getByRole("button", { name: "Prune", exact: true }).click();
  await finished(part, timeout);
}

/** Exports in a format, its own unless named, waits for the check in a fresh worker, and saves the file. */
export async function exported(
  page: Page,
  info: TestInfo,
  format?: string,
): Promise<{ path: string; name: string; difference: number; accuracy: number }> {
  const part = section(page, "Export");
  if (format !== undefined) await part.getByLabel("Write it as").selectOption({ label: format });
  await part.getByRole("button", { name: "Prepare the pruned network" }).click();
  await expect(part.getByText("Verified.").or(part.getByRole("alert")).first()).toBeVisible({ timeout: 60_000 });
  await expect(part.getByRole("alert")).toHaveCount(0);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    part.getByRole("button", { name: /^Download pruned model/ }).click(),
  ]);
  const name = file.suggestedFilename();
  const path = info.outputPath(name);
  await file.saveAs(path);
  const fact = part.locator("dl > div", { hasText: "exported file" });
  return {
    path,
    name,
    difference: await figure(page, "max-difference"),
    accuracy: Number.parseFloat((await fact.locator("dd").first().textContent()) ?? ""),
  };
}

/** The number of prunable units that the page names in the heading of the network. */
export async function units(page: Page): Promise<number> {
  const heading = await section(page, "Model and data")
    .getByRole("heading", { name: /^Network: / })
    .textContent();
  return Number(/([\d,]+) prunable unit/.exec(heading ?? "")?.[1]?.replaceAll(",", ""));
}
