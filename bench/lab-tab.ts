import path from "node:path";
import { type Browser, chromium, type Locator, type Page } from "@playwright/test";
import { build, preview } from "vite";
import config from "../vite.config.ts";
import { flags } from "./browser-page.ts";

/** Builds and serves the lab as it is published, opens it in a real browser, and hands the tab over. Returns the browser's version. */
export async function actOnLab(query: string, act: (tab: Page, browser: Browser) => Promise<void>): Promise<string> {
  const root = path.resolve(import.meta.dirname, "..");
  const outDir = path.join(import.meta.dirname, "dist", "lab");
  const shared = { ...config, root, configFile: false as const, logLevel: "warn" as const };
  await build({ ...shared, build: { ...config.build, outDir, emptyOutDir: true } });
  const server = await preview({ ...shared, build: { outDir }, preview: { ...config.preview, port: 4191 } });
  const { findBrowser } = (await import("../e2e/find-browser.mjs" as string)) as { findBrowser(): Promise<string> };
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...flags] });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    tab.on("pageerror", (error) => console.error(error));
    tab.setDefaultTimeout(0);
    // the compiler that runs the benches names functions through a helper, which functions sent to the page lack
    await tab.addInitScript("globalThis.__name = (named) => named");
    await tab.goto(`${server.resolvedUrls?.local[0] ?? "http://127.0.0.1:4191/"}${query}`);
    await act(tab, browser);
    return browser.version();
  } finally {
    await browser.close();
    await server.close();
  }
}

/** A section of the page by its visible heading. */
export const section = (tab: Page, name: string): Locator => tab.getByRole("region", { name, exact: true });

/** Opens files as the page's button does. */
export const openInLab = (tab: Page, files: readonly string[]): Promise<void> =>
  tab.getByLabel("Files to open").setInputFiles([...files]);

/** Waits until the run of a section has ended well. */
export const finished = (part: Locator): Promise<void> =>
  part
    .getByText(/^Finished/)
    .first()
    .waitFor();
