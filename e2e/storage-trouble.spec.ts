import { expect, type Page, test } from "@playwright/test";
import { finished, section } from "./lab-page.ts";
import { fewest } from "./prune-and-export.ts";

/** A browser's storage that is full, damaged, or not to be had: the lab says so and goes on. */

test.use({ actionTimeout: 10_000 });

const kept = (page: Page) => section(page, "What is kept");
const swept = async (page: Page) => {
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
};

/** Lets the page's origin store nothing; it may again once this is called. */
async function fill(page: Page): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  // the browser forgets it with the session that asked for it
  return () => browser.detach();
}

test("a full storage: the lab names what is not kept and goes on, and keeps it once there is room", async ({
  page,
}) => {
  await page.goto(`/?${fewest}&calibration=60`);
  const makeRoom = await fill(page);
  await swept(page);
  await expect(kept(page)).toContainText("the browser's storage is full");
  const power = section(page, "Power");
  await power.getByRole("button", { name: "Estimate power" }).click();
  await finished(power);
  await makeRoom();
  const pruning = section(page, "Pruning");
  await pruning.getByRole("button", { name: "Prune", exact: true }).click();
  await finished(pruning);
  await expect(kept(page)).toContainText("Kept in this browser for the next visit");
});

test("a damaged record is left out and named, and everything else is there", async ({ page }) => {
  await page.goto(`/?${fewest}&calibration=60`);
  await swept(page);
  const power = section(page, "Power");
  await power.getByRole("button", { name: "Estimate power" }).click();
  await finished(power);
  await expect(kept(page)).toContainText("Kept in this browser for the next visit");
  // longer than the page rests before it writes
  await page.waitForTimeout(1500);
  const keys = await page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open("quorum"));
    const records = database.transaction("records", "readwrite").objectStore("records");
    await asked(records.put({ status: "done", answer: "no sweep" }, "sweep"));
    const found = await asked(records.getAllKeys());
    database.close();
    return found.map(String);
  });
  expect(keys).toContain("sweep");
  await page.reload();
  await expect(kept(page)).toContainText("Left out, as its record is damaged: the uncertainty sweep.");
  await expect(power.getByRole("figure").first()).toBeVisible();
  const uncertainty = section(page, "Uncertainty");
  const again = uncertainty.getByRole("button", { name: /sweep/i }).first();
  await again.click({ timeout: 60_000 });
  await finished(uncertainty);
});

test("a browser that lets the page store nothing: the lab says so and goes on", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  await page.goto(`/?${fewest}&calibration=60`);
  await expect(kept(page)).toContainText("lets the page store nothing");
  await swept(page);
  await expect(page.getByTestId("critical-size")).toBeVisible();
});
