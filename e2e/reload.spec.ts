import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { finished, openFiles, sampleFile, section } from "./lab-page.ts";

const small =
  "backend=wasm&masks=6&calibration=80&validation=80&test=100&evaluations=1500&roundEvaluations=300&stepUnits=40&target=80";

/** What the panels say and draw, without what is only announced on the way. */
async function saidIn(page: Page, names: readonly string[]): Promise<string[]> {
  const texts = names.map((name) =>
    section(page, name).evaluate((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const passing of copy.querySelectorAll("[role=status], [aria-live]")) passing.remove();
      return copy.textContent ?? "";
    }),
  );
  return Promise.all(texts);
}

/** Waits until nothing has changed for as long as the page takes to keep it. */
const kept = async (page: Page) => {
  await expect(section(page, "What is kept").getByText(/Kept in this browser/)).toBeVisible();
  await page.waitForTimeout(1000);
};

const panels = ["Uncertainty", "Pruning", "Repair"] as const;

test("a session survives a reload: figures at once, then export and new runs; and it can be thrown away", async ({
  page,
}, info) => {
  await page.goto(`/?${small}`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const pruning = section(page, "Pruning");
  for (const run of ["Iterated building 1", "Iterated building 2"]) {
    await pruning.getByRole("button", { name: "Prune", exact: true }).click();
    await expect(pruning.getByRole("checkbox", { name: `Show ${run}` })).toBeVisible();
    await finished(pruning);
  }
  await pruning.getByRole("button", { name: "Rename Iterated building 1" }).click();
  await pruning.getByRole("textbox", { name: "New name of Iterated building 1" }).fill("My first");
  await page.keyboard.press("Enter");
  await pruning.getByRole("checkbox", { name: "Show My first" }).click();
  const repair = section(page, "Repair");
  await repair.getByRole("button", { name: "Refit the layers", exact: true }).click();
  await finished(repair);
  await kept(page);
  const before = await saidIn(page, panels);
  await page.screenshot({ path: info.outputPath("before.png"), fullPage: true });

  await page.reload();
  const what = section(page, "What is kept");
  await expect(
    what.getByText(/^Restored from .*the uncertainty sweep, 2 pruning runs and 1 step of repair\.$/),
  ).toBeVisible();
  await expect(pruning.getByRole("checkbox", { name: "Show My first" })).not.toBeChecked();
  await expect(section(page, "Uncertainty").getByRole("figure").first()).toBeVisible();
  await expect(pruning.getByRole("button", { name: "Prune", exact: true })).toBeEnabled();
  expect(await saidIn(page, panels)).toEqual(before);
  await page.screenshot({ path: info.outputPath("after.png"), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  await section(page, "Export").getByRole("button", { name: "Prepare the pruned network" }).click();
  await expect(page.getByRole("button", { name: "Download pruned model (.zip)" })).toBeVisible({ timeout: 120_000 });
  await pruning.getByRole("button", { name: "Prune", exact: true }).click();
  await expect(pruning.getByRole("checkbox", { name: "Show Iterated building 3" })).toBeVisible();
  await finished(pruning);

  await what.getByRole("button", { name: "Start afresh" }).click();
  await page.getByRole("button", { name: "Discard and go on" }).click();
  await expect(page.getByText("Drop a network and a dataset anywhere on this page.")).toBeVisible();
  await page.waitForTimeout(500);
  await page.reload();
  await expect(page.getByText("Drop a network and a dataset anywhere on this page.")).toBeVisible();
  await expect(what.getByText(/Restored/)).toHaveCount(0);
});

test("files of one's own, and a run under way, survive a reload; a second tab keeps nothing", async ({
  page,
  context,
}) => {
  await page.goto(`/?${small}&roundEvaluations=20000&step=16`);
  await openFiles(
    page,
    ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map(sampleFile),
  );
  await finished(section(page, "Uncertainty"));
  const pruning = section(page, "Pruning");
  await pruning.getByRole("button", { name: "Prune", exact: true }).click();
  await expect(pruning.getByText(/\d+ of [\d,]+ evaluations/).first()).toBeVisible();
  await kept(page);
  const other = await context.newPage();
  await other.goto("/?backend=wasm");
  await expect(section(other, "What is kept").getByText(/Another tab keeps its session/)).toBeVisible();
  await other.close();
  await page.reload();
  await expect(pruning.getByText(/^Interrupted by a reload/).first()).toBeVisible();
  // the same tab: it goes on as soon as the network is prepared again
  const stop = section(page, "What is kept").getByRole("button", { name: "Stop Iterated building 1" });
  await stop.click({ timeout: 120_000 });
  await expect(pruning.getByText(/^Cancelled/).first()).toBeVisible();
  await expect(pruning.getByRole("button", { name: "Prune", exact: true })).toBeEnabled();
});
