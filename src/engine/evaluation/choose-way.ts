import type { Model } from "../../core/model/model.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { kernelRuns } from "../kernel/shared-kernel.ts";
import { tf } from "../tf.ts";
import { type GpuTrial, gpuTrial } from "../webgpu/gpu-trial.ts";
import type { Limits } from "./limits.ts";
import { type MachineRates, machineRates } from "./machine-rates.ts";
import { type Expected, rowSeconds, stackedSeconds } from "./predicted-cost.ts";
import { cutsOf } from "./programme-cuts.ts";
import type { RowProgramme } from "./row-programme.ts";
import { contributions } from "./tricks/contributions.ts";
import { flight } from "./tricks/flight.ts";
import { fold } from "./tricks/fold.ts";
import { gather } from "./tricks/gather.ts";
import { kernel } from "./tricks/kernel.ts";
import { prefix } from "./tricks/prefix.ts";
import { reduced } from "./tricks/reduced.ts";
import { shaders } from "./tricks/shaders.ts";
import { shared } from "./tricks/shared.ts";
import { stack } from "./tricks/stack.ts";
import { table } from "./tricks/table.ts";
import { zeros } from "./tricks/zeros.ts";
import type { Setting, Trick, TrickRule, Tricks, Way } from "./tricks.ts";

const rules: readonly TrickRule[] = [
  prefix,
  fold,
  stack,
  kernel,
  shaders,
  gather,
  zeros,
  shared,
  table,
  contributions,
  flight,
  reduced,
];

/** How coalitions are evaluated here, and why; plain data that can be shown. */
export interface ChosenWay {
  readonly way: Way;
  /** Predicted milliseconds a coalition, for so many examples with half of the units; null where nothing was compared. */
  readonly predicted: { readonly rows: number; readonly stacked: number; readonly examples: number } | null;
  readonly rates: MachineRates | null;
  /** On WebGPU: what a sample network took by our shaders and in tfjs; null where nothing was tried. */
  readonly trial: GpuTrial | null;
  readonly tricks: readonly {
    readonly trick: Trick;
    readonly does: string;
    /** Null where it is used. */
    readonly obstacle: string | null;
  }[];
}

/** tfjs must be predicted to take less than this share of the time on rows: machines that differ a little choose alike. */
const clearly = 0.5;

/**
 * The cheapest way by the machine's measured rates. It depends on the network, the game, the backend and the number of
 * examples, never on the coalitions, so that the same numbers come out however those are cut into calls.
 */
export async function chooseWay(
  model: Model,
  plan: EvaluationPlan,
  programme: RowProgramme | string,
  limits: Limits,
  allowed: Tricks,
  examples: number,
): Promise<ChosenWay> {
  const settingOf = (way: Way): Setting => ({
    model,
    plan,
    programme,
    backend: tf.getBackend(),
    simd: kernelRuns(),
    way,
  });
  const describe = (way: Way, comparison: Pick<ChosenWay, "predicted" | "rates" | "trial">): ChosenWay => ({
    way,
    ...comparison,
    tricks: rules.map(({ trick, does, obstacle }) => ({
      trick,
      does,
      obstacle: allowed.has(trick) ? obstacle(settingOf(way)) : "It is switched off.",
    })),
  });
  const nothing = { predicted: null, rates: null, trial: null };
  if (allowed.has("shaders") && shaders.obstacle(settingOf("shaders")) === null) {
    const trial = await gpuTrial();
    return describe(trial.shaders < trial.stacked ? "shaders" : "stacked", { ...nothing, trial });
  }
  if (typeof programme === "string" || !allowed.has("kernel") || kernel.obstacle(settingOf("rows")) !== null)
    return describe("stacked", nothing);
  const rates = await machineRates();
  const expected: Expected = { examples, kept: 0.5 };
  const rows = 1000 * rowSeconds(programme, cutsOf(programme, allowed), limits, allowed, rates, expected);
  const stacked = 1000 * stackedSeconds(model, plan, limits, allowed, rates, expected);
  return describe(stacked < clearly * rows ? "stacked" : "rows", {
    predicted: { rows, stacked, examples },
    rates,
    trial: null,
  });
}
