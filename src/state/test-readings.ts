import type { RepairedWeights } from "../core/repair/repaired-weights.ts";
import type { Figure } from "../core/signs/sign.ts";
import type { JobKind } from "../jobs/contract.ts";
import type { RepairedSelection } from "../jobs/repair-contract.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import { chosenRepairOf } from "./repairs-of.ts";
import type { Run } from "./run.ts";

/** A test figure that was read, and of which network. It stays when the run, or the step of repair, is taken back. */
export interface TestReading extends Figure {
  /** The same for the same units and weights, wherever they came from. */
  readonly network: string;
}

/** FNV-1a (Fowler, Noll, Vo 1991) over bytes. */
function printOf(bytes: Uint8Array, start = 0x811c9dc5): number {
  let print = start;
  for (const byte of bytes) print = Math.imul(print ^ byte, 0x01000193);
  return print >>> 0;
}

const known = new WeakMap<RepairedWeights, number>();

function printOfWeights(repaired: RepairedWeights): number {
  const before = known.get(repaired);
  if (before !== undefined) return before;
  let print = printOf(new TextEncoder().encode(repaired.map(({ layer }) => layer).join()));
  for (const { weights } of repaired)
    for (const { values } of Object.values(weights))
      print = printOf(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), print);
  known.set(repaired, print);
  return print;
}

/** Tells networks apart by the units that they keep and the weights that repair gave them. */
export function networkPrint({ selection, repaired }: RepairedSelection): string {
  return `${printOf(selection).toString(16)}/${repaired ? printOfWeights(repaired).toString(16) : "cut"}`;
}

/** The test figure that a run read; null for all runs that read none. */
export function readingOf(run: Run<JobKind>): TestReading | null {
  const { kind, spec, answer } = run;
  const compares = kind === "compare" && (spec as Run<"compare">["spec"]).part === "test";
  if (answer === null || !(kind === "appraise" || compares)) return null;
  const score = compares ? (answer as Run<"compare">["answer"])?.pruned : (answer as Run<"appraise">["answer"])?.test;
  if (!score) return null;
  const { value, interval, examples } = score;
  return { network: networkPrint(spec as RepairedSelection), value, interval, examples };
}

/** The readings with one more; a network that was read before is not counted again. */
export function withReading(readings: readonly TestReading[], reading: TestReading | null): readonly TestReading[] {
  if (reading === null || readings.some(({ network }) => network === reading.network)) return readings;
  return [...readings, reading];
}

/** Whether the chosen network, repaired or not, is among those whose test figure was read; null where none is chosen. */
export function chosenWasRead(state: LabState): boolean | null {
  const point = chosenPointOf(state)?.point;
  if (!point) return null;
  const repaired = chosenRepairOf(state)?.answer.repaired ?? null;
  const print = networkPrint({ selection: point.selection, repaired });
  return state.runs.readings.some(({ network }) => network === print);
}
