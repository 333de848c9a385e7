import type { Page } from "@playwright/test";

interface FrameWatch {
  readonly gaps: number[];
  on: boolean;
}

/** Watches the page's frames until `stop`, which gives the milliseconds from each one to the next. */
export async function watchFrames(tab: Page): Promise<{ stop(): Promise<number[]> }> {
  await tab.evaluate(() => {
    const watch: FrameWatch = { gaps: [], on: true };
    (window as unknown as { frameWatch: FrameWatch }).frameWatch = watch;
    let last: number | null = null;
    const look = (now: number) => {
      if (last !== null) watch.gaps.push(now - last);
      last = now;
      if (watch.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return {
    stop: () =>
      tab.evaluate(() => {
        const { frameWatch } = window as unknown as { frameWatch: FrameWatch };
        frameWatch.on = false;
        return frameWatch.gaps;
      }),
  };
}

/** The value below which a share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
