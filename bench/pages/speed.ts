/** Times of one round, milliseconds a coalition. */
export interface SpeedRound {
  readonly kept: number;
  readonly examples: number;
  readonly loop: number;
  readonly batched: number;
  /** Largest |difference| between the two sides' outputs. */
  readonly difference: number;
}

const worker = new Worker(new URL("./speed-worker.ts", import.meta.url), { type: "module" });
(window as unknown as { benchResult: Promise<unknown> }).benchResult = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(new URL("./sample/", location.href).href);
});
