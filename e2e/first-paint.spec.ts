import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

/** Bytes of what the page itself asks for, compressed as a server would; what workers ask for is theirs. */
test("the page paints within 1.5 seconds, from less than 400 kB compressed without the workers", async ({
  page,
}, info) => {
  const firstPaints: number[] = [];
  const largest: number[] = [];
  const files = new Map<string, number>();
  page.on("response", async (response) => {
    const type = response.request().resourceType();
    if (!["document", "script", "stylesheet", "font", "image"].includes(type) || !response.ok()) return;
    const bytes = await response.body().catch(() => null);
    if (bytes) files.set(new URL(response.url()).pathname, gzipSync(bytes).byteLength);
  });
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.setCacheDisabled", { cacheDisabled: true });
  for (let visit = 0; visit < 3; visit++) {
    await page.goto("/");
    await expect(page.getByRole("button", { name: "Try the sample" }).first()).toBeVisible();
    const times = await page.evaluate(
      () =>
        new Promise<{ paint: number; largest: number }>((resolve) => {
          new PerformanceObserver((list) => {
            const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
            resolve({ paint, largest: list.getEntries().at(-1)?.startTime ?? Number.NaN });
          }).observe({ type: "largest-contentful-paint", buffered: true });
        }),
    );
    firstPaints.push(times.paint);
    largest.push(times.largest);
  }
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  const note = (type: string, description: string) => info.annotations.push({ type, description });
  note("first contentful paint, ms", firstPaints.map(Math.round).join(", "));
  note("largest contentful paint, ms", largest.map(Math.round).join(", "));
  note("compressed, kB", [...files].map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(1)}`).join(", "));
  console.log(
    `first paint ${firstPaints.map(Math.round)} ms, largest ${largest.map(Math.round)} ms, ${(total / 1000).toFixed(1)} kB`,
  );
  expect(files.size).toBeGreaterThan(2);
  expect(total).toBeLessThan(400_000);
  expect(Math.min(...firstPaints)).toBeLessThan(1500);
});
