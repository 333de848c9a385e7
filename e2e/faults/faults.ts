import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { damageRecords } from "./damage-records.ts";
import { pause, until } from "./until.ts";
import { command, openOn, runOf, type Visit } from "./visit.ts";

/** What a run is played on. */
export type GroundName = "wasm" | "pool" | "webgpu";

/** Something that happens to a lab in the middle of a run. */
export interface Fault {
  readonly name: string;
  readonly ground: GroundName;
  /** Times that it happens to one run; the runs after it have the figures that they had before. */
  readonly times: number;
  /** @param slot of the run in the store; @param draw numbers from 0 to 1 */
  inject(visit: Visit, slot: string, draw: () => number): Promise<void>;
  /** What a person does about it once the run has stopped, beside pressing the button that the page offers. */
  mend?(visit: Visit): Promise<void>;
  /** Once the run has come to its end. */
  over?(visit: Visit): Promise<void>;
  /** Whether the run ends on another backend, a slow one: it happens late, and the figures are the same but for rounding. */
  readonly otherBackend?: boolean;
  /** Whether the page cannot be used for another run. */
  readonly spoils?: boolean;
  /** The jobs in which it can happen; all if left out. */
  readonly only?: readonly string[];
  /** Something that the worker has to be caught at, as it calls it: without, nothing has happened. */
  readonly hit?: string;
}

const endWorker = (page: Page) =>
  page.evaluate(() => {
    const worker = window.faults.workers.at(-1);
    worker?.terminate();
    worker?.dispatchEvent(new ErrorEvent("error", { message: "it ran out of memory" }));
  });

const bringBack = new Map<string, Buffer>();

/** The jobs that are played on more grounds than one: others do the same there. */
const severalGrounds = ["sweep", "estimate", "iterated-building", "fine-tune"];

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

/** Faults that browsers, machines and people do to a lab. */
export const faults: readonly Fault[] = [
  { name: "worker terminated", ground: "wasm", times: 4, inject: ({ page }) => endWorker(page) },
  {
    name: "worker throws",
    ground: "wasm",
    times: 4,
    inject: ({ page }) => command(page, "throw"),
  },
  {
    name: "worker silent",
    ground: "wasm",
    times: 3,
    async inject({ page }) {
      await page.evaluate(() => {
        const worker = window.faults.workers.at(-1);
        worker?.postMessage({ fault: "hang" });
        window.faults.hung = worker ?? null;
      });
      await pause(50);
      const ended = () =>
        page.evaluate(() => {
          window.faults.hurry(40);
          return !window.faults.workers.includes(window.faults.hung as Worker);
        });
      await until(ended, "the silent worker to be ended");
    },
  },
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
  {
    name: "worker script fails to load",
    ground: "wasm",
    times: 1,
    async inject({ page, host }) {
      host.turnedAway.length = 0;
      host.refused = /\/lab-[^/]*\.js$/;
      await endWorker(page);
      await until(async () => host.turnedAway.length > 0, "the script to be asked for");
      host.refused = null;
    },
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
    name: "tfjs heap full",
    ground: "wasm",
    times: 3,
    hit: "malloc",
    // the others have no use for it once they are prepared
    only: ["taylor", "refit", "fine-tune", "export"],
    inject: ({ page }) => command(page, "refuse", { what: "mallocs", times: 2 }),
  },
  {
    name: "memory short after a restart",
    ground: "wasm",
    times: 1,
    hit: "grow",
    async inject({ page, host }) {
      host.shortOf = { grows: 3 };
      await endWorker(page);
    },
    async over({ host }) {
      host.shortOf = {};
    },
  },
  {
    name: "allocation refused",
    ground: "wasm",
    times: 3,
    hit: "allocation",
    inject: ({ page }) => command(page, "refuse", { what: "arrays", times: 1 }),
  },
  {
    name: "pool worker died",
    ground: "pool",
    only: severalGrounds,
    times: 4,
    hit: "pool worker",
    inject: ({ page }, _slot, draw) => command(page, "endWorker", { place: draw() < 0.5 ? -1 : -2 }),
  },
  {
    name: "pool worker silent",
    ground: "pool",
    only: severalGrounds,
    times: 2,
    hit: "pool worker",
    async inject({ page }, slot) {
      await command(page, "hangWorker", { place: -1 });
      const before = (await runOf(page, slot))?.share ?? 0;
      const on = async () => {
        await command(page, "hurry", { looks: 40 });
        const run = await runOf(page, slot);
        return run === null || run.status === "done" || run.share > before + 0.02;
      };
      await until(on, "the pool to go on", 50);
    },
  },
  {
    name: "device destroyed",
    ground: "webgpu",
    only: severalGrounds,
    times: 2,
    spoils: true,
    hit: "device",
    inject: ({ page }) => command(page, "loseDevices"),
  },
  {
    name: "device out of memory",
    ground: "webgpu",
    only: severalGrounds,
    times: 1,
    hit: "buffer",
    // a device that has computed for a while makes no new buffers
    async inject({ page, host }) {
      host.shortOf = { buffers: 2 };
      await endWorker(page);
    },
    // whoever else had it has given it back
    async mend({ host }) {
      host.shortOf = {};
    },
    async over({ host }) {
      host.shortOf = {};
    },
  },
];
