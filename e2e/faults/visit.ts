import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import type { FaultyHost } from "./faulty-host.ts";

/** A run as the page's store has it, in short. */
export interface RunNow {
  readonly id: string;
  readonly status: "running" | "paused" | "done" | "cancelled" | "failed";
  /** How far it is, from 0 to 1. */
  readonly share: number;
  /** Whether its worker is being replaced. */
  readonly recovering: boolean;
  readonly interrupted: boolean;
  readonly checkpoint: boolean;
  /** How often it went on in another worker. */
  readonly times: number;
  readonly failure: string | null;
}

/** What a lab holds and a fault must not take. */
export interface Held {
  readonly files: readonly string[];
  readonly network: string | null;
  readonly data: string | null;
  /** Whether the network is prepared in a worker. */
  readonly ready: boolean;
  readonly backend: string | null;
  readonly active: boolean;
  /** Runs that are done. */
  readonly runs: readonly string[];
  readonly troubles: readonly string[];
  readonly keeping: string;
}

interface PageFaults {
  readonly workers: Worker[];
  readonly hits: string[];
  /** The worker that was told to hang. */
  hung: Worker | null;
  runOf(slot: string): RunNow | null;
  answerOf(slot: string): string | null;
  held(): Held | null;
  hurry(looks: number): void;
}

declare global {
  interface Window {
    readonly faults: PageFaults;
  }
}

/** A browser's visit to the lab, with faults at hand; the page is another one once a tab was closed. */
export interface Visit {
  readonly context: BrowserContext;
  readonly host: FaultyHost;
  /** Where the network and the data are, as a person's files. */
  readonly files: readonly string[];
  page: Page;
}

/** Makes a context's pages ready for faults. */
export async function makeReady(context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: path.join(import.meta.dirname, "page-prelude.js") });
}

export const runOf = (page: Page, slot: string): Promise<RunNow | null> =>
  page.evaluate((name) => window.faults.runOf(name), slot);

export const answerOf = (page: Page, slot: string): Promise<string | null> =>
  page.evaluate((name) => window.faults.answerOf(name), slot);

export const heldBy = (page: Page): Promise<Held | null> => page.evaluate(() => window.faults.held());

export const hitsOf = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.faults.hits);

/** Tells the worker that was started last to do something to itself. */
export const command = (page: Page, fault: string, more: object = {}): Promise<void> =>
  page.evaluate((message) => window.faults.workers.at(-1)?.postMessage(message), { fault, ...more });

export const workersOf = (page: Page): Promise<number> => page.evaluate(() => window.faults.workers.length);

/** Opens the files as the page's button does: browsers take the same files again only where others were there between. */
export async function openOn({ page, files }: Visit): Promise<void> {
  const input = page.getByLabel("Files to open");
  await input.setInputFiles([]);
  await input.setInputFiles([...files]);
}

/** Goes to the lab as somebody who was never here. */
export async function comeAnew(visit: Visit, query: string): Promise<void> {
  const { context, host, page } = visit;
  await page.goto("about:blank");
  const browser = await context.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin: new URL(host.address).origin, storageTypes: "all" });
  await browser.detach();
  await page.goto(`${host.address}?${query}`);
}
