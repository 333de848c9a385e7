import { existsSync } from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/** Real files beside the repository; journeys that need them are skipped, visibly, without. */
export const shared = path.resolve("../shared");
export const hasShared = existsSync(path.join(shared, "data/mnist"));

export const mnistFiles = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
].map((name) => path.join(shared, "data/mnist", name));

export const sampleFile = (name: string) => path.resolve("public/sample", name);

/** A section of the page by its visible heading. */
export const section = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** Goes to an address as somebody who was never here: what an earlier visit kept would be restored. */
export async function visitAnew(page: Page, address: string): Promise<void> {
  const { origin } = new URL(page.url());
  // the page's own connection to the storage ends with it
  await page.goto("about:blank");
  const browser = await page.context().newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await browser.detach();
  await page.goto(address);
}

/** Opens files through the page's file input, as the button does. */
export async function openFiles(page: Page, files: readonly string[]): Promise<void> {
  await page.getByLabel("Files to open").setInputFiles([...files]);
}

/** Drops files on the page as a person does: a real DataTransfer with their bytes. */
export async function dropFiles(page: Page, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString("base64") })),
  );
  const target = page.getByRole("main");
  for (const event of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer: transfer });
}

/** Waits until the run of a section has ended well. */
export async function finished(part: Locator, timeout = 120_000): Promise<void> {
  await expect(part.getByText(/^Finished/).first()).toBeVisible({ timeout });
}

/** Asks for the test figure of the chosen size: the page never reads the test examples unasked. */
export async function readTestAccuracy(page: Page, timeout = 120_000): Promise<number> {
  await section(page, "Pruning").getByRole("button", { name: "Read test accuracy" }).click();
  await expect(page.getByTestId("test-accuracy")).toBeVisible({ timeout });
  return figure(page, "test-accuracy");
}

/** A shown figure such as "0.981". */
export const figure = async (page: Page, testId: string): Promise<number> =>
  Number.parseFloat((await page.getByTestId(testId).first().textContent()) ?? "");

/** Everything the page and its workers asked the network for, and every complaint on the console. */
export function watch(page: Page): { requests: string[]; complaints: string[] } {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error" || /Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { requests, complaints };
}
