/** One layer's game: its units play, all others are there. */
export interface LayerEstimate {
  readonly group: string;
  readonly units: number;
  readonly seconds: number;
  readonly evaluations: number;
}

/** What the worker is asked for. */
export interface LayerTask {
  readonly files: readonly File[];
  readonly examples: number;
  readonly coalitions: number;
}

/** What the bench calls from outside, once it has chosen the files. */
export interface LayersPage {
  estimateLayers(examples: number, coalitions: number): Promise<LayerEstimate[]>;
}

Object.assign(window, {
  estimateLayers: (examples, coalitions) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./layers-worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      const files = [...(document.querySelector("input")?.files ?? [])];
      worker.postMessage({ files, examples, coalitions } satisfies LayerTask);
    }),
} satisfies LayersPage);
