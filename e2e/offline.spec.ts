import path from "node:path";
import { expect, test } from "@playwright/test";
import { finished, section, watch } from "./lab-page.ts";
import { hostStatically, type StaticHost } from "./static-host.ts";

test.use({ serviceWorkers: "allow" });

const small = "backend=wasm&masks=3&fractions=0.2,0.5,1&calibration=40&validation=40&test=60";
let host: StaticHost;

test.beforeEach(async () => {
  host = await hostStatically(path.resolve(process.env.BUILT_PAGE ?? "dist"), "/some/where/");
});
test.afterEach(() => host.close());

test("the built folder works below a sub-path of any static host, and then without a network", async ({
  page,
  context,
}, info) => {
  const { requests, complaints } = watch(page);
  await page.goto(`${host.address}?sample&${small}`);
  await finished(section(page, "Uncertainty"));
  await expect(page.getByRole("contentinfo").getByText(/works without a network from now on/)).toBeVisible();
  expect(host.missing).toEqual([]);
  expect(requests.filter((address) => /^https?:/.test(address) && !address.startsWith(host.address))).toEqual([]);
  const first = await page.getByTestId("critical-size").textContent();

  // no network, and nobody at the other end of it
  await context.setOffline(true);
  await host.close();
  await page.reload();
  await expect(section(page, "What is kept").getByText(/^Restored from/)).toBeVisible();
  await expect(page.getByTestId("critical-size")).toHaveText(first ?? "");
  await section(page, "What is kept").getByRole("button", { name: "Start afresh" }).click();
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  await expect(page.getByTestId("critical-size")).toHaveText(first ?? "");
  await page.screenshot({ path: info.outputPath("offline.png") });
  expect(complaints.filter((words) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/.test(words))).toEqual([]);
});

test("a link with the sample in it opens the sample by itself, in another browser, with its settings", async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${host.address}?${small}&seed=7`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const size = await page.getByTestId("critical-size").textContent();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).search).toMatch(/^\?sample&seed=7&backend=wasm&/);
  await expect.poll(() => page.url()).toBe(link);

  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await finished(section(other, "Uncertainty"));
  await expect(other.getByTestId("critical-size")).toHaveText(size ?? "");
  await other.context().close();
});
