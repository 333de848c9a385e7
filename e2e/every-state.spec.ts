import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { dropFiles, finished, section } from "./lab-page.ts";

/** Long enough to be caught running, on any machine that this was tried on. */
const settings =
  "backend=wasm&calibration=200&validation=200&test=200&masks=800&fractions=0.25,0.5,0.75,1&evaluations=60000&roundEvaluations=6000&stepUnits=8&target=60";

/** Opens everything that is folded, as somebody does who wants to see all of it. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  // what is unfolded may fetch what it shows
  await page.waitForTimeout(500);
}

for (const scheme of ["light", "dark"] as const)
  test(`no state of any panel breaks an accessibility rule: ${scheme}`, async ({ page }, info) => {
    test.setTimeout(600_000);
    await page.emulateMedia({ colorScheme: scheme });
    const wrong: string[] = [];
    const check = async (state: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      wrong.push(...violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes[0]?.html}`));
      await page.screenshot({ path: info.outputPath(`${scheme}-${state.replaceAll(" ", "-")}.png`) });
    };
    const uncertainty = section(page, "Uncertainty");
    const power = section(page, "Power");
    const pruning = section(page, "Pruning");
    const button = (part: typeof power, name: string) => part.getByRole("button", { name, exact: true });

    await page.goto(`/?${settings}`);
    await unfold(page);
    await check("nothing opened, all unfolded");

    await dropFiles(page, [{ name: "letter.json", bytes: Buffer.from('{"dear": "reader"}') }]);
    await expect(page.getByRole("alert").first()).toBeVisible();
    await check("a file that is no network");

    // the sample's files take their time
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/sample/*.gz", async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole("button", { name: "Try the sample" }).first().click();
    await page.waitForTimeout(300);
    await check("files on their way");
    release();
    await button(uncertainty, "Pause").click();
    await expect(uncertainty.getByText(/^Paused at/).first()).toBeVisible();
    await check("sweep paused");
    await button(uncertainty, "Resume").click();
    await check("sweep under way");
    await finished(uncertainty, 400_000);
    await check("sweep finished");

    for (const [part, start, name] of [
      [power, "Estimate power", "estimate"],
      [pruning, "Prune", "pruning"],
    ] as const) {
      await button(part, start).click();
      await expect(part.getByText(/\d+ of [\d,]+ evaluations/).first()).toBeVisible();
      await expect(part.getByText(/(\d (s|min|h)|second) left/).first()).toBeVisible();
      await button(part, "Pause").click();
      await expect(part.getByText(/^Paused at/).first()).toBeVisible();
      await check(`${name} paused`);
      await button(part, "Resume").click();
      await check(`${name} under way`);
      await button(part, "Cancel").click();
      await expect(part.getByText(/^Cancelled/).first()).toBeVisible();
      await check(`${name} cancelled`);
    }
    await unfold(page);
    await check("all unfolded");
    expect(wrong).toEqual([]);
  });
