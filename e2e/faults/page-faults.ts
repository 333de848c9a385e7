import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { damageRecords } from "./damage-records.ts";
import { endWorker, type Fault } from "./fault.ts";
import { pause, until } from "./until.ts";
import { openOn, runOf, type Visit } from "./visit.ts";

const bringBack = new Map<string, Buffer>();

const browserOf = async (page: Page) => page.context().newCDPSession(page);
const quotas = new WeakMap<Visit, Awaited<ReturnType<typeof browserOf>>>();

/** The tab's page in a tab of its own, with the old one gone. */
async function anotherTab(visit: Visit, leave: (old: Page) => Promise<void>): Promise<void> {
  const { page: old, context } = visit;
  const address = old.url();
  visit.page = await context.newPage();
  await leave(old);
  await visit.page.goto(address);
}

const reload = async ({ page }: Visit) => {
  await page.reload();
};

/** Whether a run has stopped for good, or ended. */
const stopped = async (page: Page, slot: string) => {
  const run = await runOf(page, slot);
  return run === null || (run.status !== "running" && run.status !== "paused");
};

/** What happens to pages, tabs, what the browser stores, the files and the network. */
export const pageFaults: readonly Fault[] = [
  { name: "reload", ground: "wasm", times: 3, inject: reload },
  {
    name: "tab closed",
    ground: "wasm",
    times: 2,
    inject: (visit) => anotherTab(visit, (old) => old.close()),
  },
  {
    name: "tab crashed",
    ground: "wasm",
    times: 1,
    inject: (visit) =>
      anotherTab(visit, async (old) => {
        const browser = await browserOf(old);
        const crashed = old.waitForEvent("crash");
        browser.send("Page.crash").catch(() => {});
        await crashed;
        await old.close();
      }),
  },
  {
    name: "page frozen",
    ground: "wasm",
    times: 4,
    async inject({ page }) {
      const browser = await browserOf(page);
      await browser.send("Page.setWebLifecycleState", { state: "frozen" });
      await pause(700);
      await browser.send("Page.setWebLifecycleState", { state: "active" });
      await browser.detach();
    },
  },
  {
    name: "storage full",
    ground: "wasm",
    times: 1,
    async inject(visit) {
      const browser = await browserOf(visit.page);
      quotas.set(visit, browser);
      const { origin } = new URL(visit.host.address);
      await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    },
    async over(visit) {
      await quotas.get(visit)?.detach();
    },
  },
  {
    name: "storage damaged",
    ground: "wasm",
    times: 2,
    async inject(visit, slot, draw) {
      const address = visit.page.url();
      // a page of the same origin without the lab, whose last words would mend the record
      await visit.page.goto(`${visit.host.address}icon.svg`);
      await damageRecords(visit.page, slot, draw());
      await visit.page.goto(address);
    },
  },
  {
    name: "backend missing",
    ground: "wasm",
    times: 1,
    otherBackend: true,
    spoils: true,
    async inject({ page, host }) {
      host.refused = /\.wasm$/;
      await endWorker(page);
    },
    async over({ host }) {
      host.refused = null;
    },
  },
  {
    name: "file vanished",
    // what was not opened anew is not there any more
    spoils: true,
    ground: "wasm",
    times: 1,
    async inject({ page, files }) {
      for (const file of files) {
        bringBack.set(file, bringBack.get(file) ?? readFileSync(file));
        truncateSync(file, 10);
      }
      await endWorker(page);
    },
    async mend(visit) {
      for (const file of visit.files) writeFileSync(file, bringBack.get(file) ?? "");
      await openOn(visit);
    },
    async over({ files }) {
      // what was brought back already is in use
      for (const file of files) if (statSync(file).size <= 10) writeFileSync(file, bringBack.get(file) ?? "");
    },
  },
  {
    name: "network off",
    ground: "wasm",
    times: 1,
    async inject({ page, host, context }, slot) {
      host.down = true;
      await context.setOffline(true);
      await endWorker(page);
      await until(() => stopped(page, slot), "the run to be given up");
      host.down = false;
      await context.setOffline(false);
    },
  },
];
