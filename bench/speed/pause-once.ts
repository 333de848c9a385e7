import type { Page } from "@playwright/test";

/**
 * Milliseconds, on the page's own clock, from a click on Pause in a section to the first frame in which the page says
 * that it is paused; then the run goes on.
 */
export const pauseOnce = (tab: Page, heading: string): Promise<number> =>
  tab.evaluate(async (heading) => {
    const region = [...document.querySelectorAll("section")].find((each) =>
      each.querySelector("h2")?.textContent?.includes(heading),
    );
    const button = (words: string) =>
      [...(region?.querySelectorAll("button") ?? [])].find((each) => each.textContent?.trim() === words);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const until = async (holds: () => boolean) => {
      while (!holds()) await frame();
    };
    await until(() => button("Pause") !== undefined);
    const start = performance.now();
    button("Pause")?.click();
    await until(() => /Paused at/.test(region?.textContent ?? "") && button("Resume") !== undefined);
    await frame();
    const took = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    button("Resume")?.click();
    return took;
  }, heading);
