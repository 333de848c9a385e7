import { afterEach, expect, it, vi } from "vitest";
import { claimTab } from "./tab-lock.ts";

afterEach(() => vi.unstubAllGlobals());

/** Locks as a browser has them, over all tabs. */
function sharedLocks() {
  const held = new Set<string>();
  return {
    request: (name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<unknown>) =>
      new Promise((resolve, reject) => {
        if (held.has(name)) signal.addEventListener("abort", () => reject(signal.reason));
        else {
          held.add(name);
          void hold().then(resolve);
        }
      }),
  };
}

it("gives the first tab its session to keep, and no other", async () => {
  vi.stubGlobal("navigator", { locks: sharedLocks() });
  expect(await claimTab()).toBe(true);
  expect(await claimTab()).toBe(false);
});

it("leaves it to the storage where the browser has no locks, or does not let the page have one", async () => {
  vi.stubGlobal("navigator", {});
  expect(await claimTab()).toBe(true);
  const locks = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  vi.stubGlobal("navigator", { locks });
  expect(await claimTab()).toBe(true);
});
