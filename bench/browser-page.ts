import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import config from "../vite.config.ts";

/** Flags that Chromium needs in a container, and real WebGPU on its software adapter. */
export const flags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

/**
 * Builds a bench page, serves it under the lab's own content security policy, opens it in a real browser, and returns
 * what its `window.benchResult` promise gives.
 * @param page file name in bench/pages
 * @param query appended to the page's address
 */
export async function runPage<T>(page: string, query = ""): Promise<{ result: T; browser: string }> {
  let result: T | undefined;
  const browser = await actOnPage(
    page,
    async (tab) => {
      result = await tab.evaluate(() => (window as unknown as { benchResult: Promise<T> }).benchResult);
    },
    query,
  );
  return { result: result as T, browser };
}

/** Builds, serves and opens a bench page as `runPage` does, and hands the tab over. Returns the browser's version. */
export async function actOnPage(page: string, act: (tab: Page) => Promise<void>, query = ""): Promise<string> {
  const root = path.join(import.meta.dirname, "pages");
  // a folder of its own, so that two benches can run at once
  const outDir = path.join(import.meta.dirname, "dist", path.basename(page, ".html"));
  const shared = {
    ...config,
    root,
    configFile: false as const,
    publicDir: path.resolve(root, "../../public"),
    logLevel: "warn" as const,
  };
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: path.join(root, page) },
    },
  });
  const server = await preview({ ...shared, build: { outDir }, preview: { ...config.preview, port: 4190 } });
  // A helper that finds or installs the browser; plain JavaScript because the test command needs it before any compiler.
  const { findBrowser } = (await import("../e2e/find-browser.mjs" as string)) as { findBrowser(): Promise<string> };
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: flags });
  try {
    const tab = await browser.newPage();
    tab.on("console", (message) => console.log(`[page] ${message.text()}`));
    tab.on("pageerror", (error) => console.error(error));
    const address = server.resolvedUrls?.local[0] ?? "http://127.0.0.1:4190/";
    await tab.goto(`${address}${page}${query}`);
    tab.setDefaultTimeout(0);
    await act(tab);
    return browser.version();
  } finally {
    await browser.close();
    await server.close();
  }
}
