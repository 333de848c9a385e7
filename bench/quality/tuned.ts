import { type Accuracy, accuracyOf, refitOf } from "./appraised.ts";
import type { LabSession } from "./lab-session.ts";

/** One epoch with Adam on every training example that is neither validated nor tested on: 58,000 of the 60,000. */
export const tuning = {
  kind: "fine-tune",
  optimizer: "adam",
  rate: 0.003,
  schedule: "cosine",
  epochs: 1,
  batch: 64,
  patience: 1,
  distillation: null,
} as const;
const most = 60_000;

export interface Tuned extends Accuracy {
  readonly examples: number;
  readonly seconds: number;
}

/** A selection's network, refitted and then trained for one epoch. */
export async function tune(session: LabSession, selection: Uint8Array): Promise<Tuned> {
  const start = performance.now();
  const { repaired: refitted } = await refitOf(session, selection);
  const point = { run: "quality", size: selection.length };
  const spec = { seed: 1, point, selection, settings: tuning, examples: most, repaired: refitted };
  const { after, repaired, examples = 0 } = (await session.ask("repair", spec)) ?? {};
  if (!after) throw new Error("fine-tuning gave nothing");
  const seconds = (performance.now() - start) / 1000;
  return { ...(await accuracyOf(session, selection, repaired ?? refitted, after.value)), examples, seconds };
}
