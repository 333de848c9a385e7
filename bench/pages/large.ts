/** What a large estimate cost, and how the page fared meanwhile. */
export interface LargeRun {
  readonly seconds: number;
  readonly steps: number;
  /** Longest step in the worker, milliseconds: what a cancel may have to wait for. */
  readonly longestStep: number;
  /** Longest time between two ticks of the page's own thread, milliseconds; ticks are due every 10. */
  readonly longestGap: number;
  /** Correlation of the estimate with the true power. */
  readonly correlation: number;
}

const worker = new Worker(new URL("./large-worker.ts", import.meta.url), { type: "module" });
let [last, longestGap] = [performance.now(), 0];
setInterval(() => {
  const now = performance.now();
  longestGap = Math.max(longestGap, now - last);
  last = now;
}, 10);
(window as unknown as { benchResult: Promise<LargeRun> }).benchResult = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve({ ...data, longestGap });
  worker.onerror = (event) => reject(new Error(event.message));
  // Start-up is not what is measured.
  setTimeout(() => {
    longestGap = 0;
    worker.postMessage(null);
  }, 500);
});
