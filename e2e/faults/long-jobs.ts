import type { Page } from "@playwright/test";
import { section } from "../lab-page.ts";

/** A long job of the lab: how the page is brought to it, and started on it by what the page shows. */
export interface LongJob {
  readonly name: string;
  /** Settings of the address, beside those of the ground that it is played on. */
  readonly settings: string;
  /** The slots of the store that its runs come into, in their order. */
  readonly slots: readonly [string, ...string[]];
  /** The section of the page with its buttons. */
  readonly part: string;
  /** What it is started with. */
  readonly start: string;
  /** Rows of the data, where it needs more than the others to take its time. */
  readonly rows?: number;
  /** Comes first on a fresh page, once everything is prepared. */
  readonly before?: readonly LongJob[];
  /** Brings the page back to where the job begins, after a run of it. */
  reset?(page: Page): Promise<void>;
}

const shortSweep = "masks=2&fractions=0.5,1";
const sampled = { slots: ["prunes"], part: "Pruning", start: "Prune" } as const;

const pruneBy = (name: string, strategy: string, settings: string): LongJob => ({
  ...sampled,
  name,
  settings: `${shortSweep}&strategy=${strategy}&target=20&${settings}`,
});

const shortPruning = pruneBy("top-n in short", "top-n", "roundEvaluations=200&stepUnits=20");

/** Takes the repair of the run before back, so that the next one begins with the same network. */
const undo = async (page: Page) => {
  const button = section(page, "Repair").getByRole("button", { name: /^Undo/ });
  while ((await button.count()) > 0) await button.first().click();
};

const repairBy = (name: string, start: string, settings: string): LongJob => ({
  name,
  settings: `${shortPruning.settings}&${settings}`,
  slots: ["repairs"],
  part: "Repair",
  start,
  before: [shortPruning],
  reset: undo,
});

/** Every long job, so small that it takes seconds. */
export const longJobs: readonly LongJob[] = [
  { name: "sweep", settings: "masks=120", slots: ["sweep"], part: "Uncertainty", start: "Run the sweep" },
  {
    name: "estimate",
    settings: `${shortSweep}&evaluations=10000&bias=0.5`,
    slots: ["estimate"],
    part: "Power",
    start: "Estimate power",
  },
  pruneBy("top-n", "top-n", "roundEvaluations=12000&stepUnits=8"),
  pruneBy("iterated-pruning", "iterated-pruning", "roundEvaluations=3000&stepUnits=4"),
  pruneBy("iterated-building", "iterated-building", "roundEvaluations=3000&stepUnits=4"),
  pruneBy("building-with-swaps", "building-with-swaps", "roundEvaluations=2000&swapEvaluations=8000&stepUnits=4"),
  pruneBy("greedy-elimination", "greedy-elimination", "stepUnits=1"),
  pruneBy("taylor", "taylor", "stepUnits=1"),
  { ...repairBy("refit", "Refit the layers", "repairKind=refit&repairExamples=9000"), rows: 12_000 },
  repairBy("fine-tune", "Fine-tune", "repairKind=fine-tune&epochs=24&patience=24&batch=32"),
  {
    name: "export",
    settings: shortPruning.settings,
    slots: ["export", "verify"],
    part: "Export",
    start: "Prepare the pruned network",
    before: [shortPruning],
  },
  // what takes longest or resembles another comes last
  pruneBy("raced-swaps", "building-with-raced-swaps", "roundEvaluations=1000&swapEvaluations=4000&stepUnits=4"),
  pruneBy("pruning-with-swaps", "pruning-with-swaps", "roundEvaluations=2000&swapEvaluations=8000&stepUnits=4"),
  pruneBy("reconstruction", "reconstruction", "swapEvaluations=300&stepUnits=4"),
];
