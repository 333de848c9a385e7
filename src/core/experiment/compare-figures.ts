import type { PruningPlan } from "../prune/pruning-plan.ts";
import type { RecordedAccuracy, RunRecord } from "./run-record.ts";

/** A figure of a record beside the same figure of a run that repeated it. */
export interface ComparedFigure {
  readonly name: string;
  /** null where that side has none. */
  readonly recorded: number | null;
  readonly now: number | null;
  /** |now - recorded|; of units, how many are kept by one side only. null where a side is missing. */
  readonly difference: number | null;
  /** The most that the difference may be. */
  readonly tolerance: number;
  readonly within: boolean;
}

/** What float arithmetic of another kind may change; our choice. On the same backend nothing may differ. */
const elsewhere = {
  /** Shares of examples: half a percent of them, or one example where that is more. */
  share: 0.005,
  /** Kept fractions, which lie between swept ones. */
  fraction: 0.01,
  /** Counts, relative to the recorded one. */
  count: 0.01,
  /** Units, relative to those that are kept. */
  units: 0.02,
};

type Kind = keyof typeof elsewhere;

/** Whether two records were computed by the same arithmetic: the same backend, in the same words of its library. */
export function onSameBackend(a: RunRecord, b: RunRecord): boolean {
  return a.backend.name === b.backend.name && a.backend.adapter === b.backend.adapter;
}

/** A sentence that says what differences are allowed. */
export function toleranceSentence(recorded: RunRecord, now: RunRecord): string {
  return onSameBackend(recorded, now)
    ? "Both were computed on the same backend: the figures must be equal to the last digit."
    : `The record was made on ${recorded.backend.name} (${recorded.backend.adapter}), this run on ${now.backend.name} (${now.backend.adapter}): their last digits differ, and a tie may be decided otherwise. Accuracies may differ by half a percent of the examples (or one), the critical size by 0.01, counts by 1 %, units by 2 % of those kept.`;
}

/** The interval's ends and examples decide nothing here: what is compared is the figure. */
const figureOf = (accuracy: RecordedAccuracy | null | undefined): number | null => accuracy?.value ?? null;

const keptUnits = (plan: PruningPlan) =>
  new Set(plan.keep.flatMap(({ group, units }) => units.map((unit) => `${unit} ${group}`)));

/** Units that one plan keeps and the other does not. */
function unitsApart(a: PruningPlan, b: PruningPlan): number {
  const [first, second] = [keptUnits(a), keptUnits(b)];
  return [...first].filter((unit) => !second.has(unit)).length + [...second].filter((unit) => !first.has(unit)).length;
}

/** The size that both trails passed through at which they differ most, with what each found there. */
function worstOnTrail(recorded: RunRecord, now: RunRecord) {
  const found = new Map(now.figures.trail.map(({ size, accuracy }) => [size, accuracy]));
  const shared = recorded.figures.trail.flatMap(({ size, accuracy }) => {
    const other = found.get(size);
    return other === undefined ? [] : [{ size, recorded: accuracy, now: other }];
  });
  const gap = (point: (typeof shared)[number]) => Math.abs(point.now - point.recorded);
  return {
    shared: shared.length,
    worst: shared.length === 0 ? null : shared.reduce((a, b) => (gap(b) > gap(a) ? b : a)),
  };
}

/**
 * Compares what a record says came out with what came out now, figure by figure; figures that neither has are left
 * out. Times, comparisons and the verification of a file are not compared: replaying does not make them.
 */
export function compareFigures(recorded: RunRecord, now: RunRecord): readonly ComparedFigure[] {
  const same = onSameBackend(recorded, now);
  const rows: ComparedFigure[] = [];
  const add = (
    name: string,
    kind: Kind,
    [before, after]: readonly [number | null, number | null],
    scale = 1,
    apart?: number,
  ) => {
    if (before === null && after === null) return;
    const difference = before === null || after === null ? null : (apart ?? Math.abs(after - before));
    const relative = kind === "count" || kind === "units";
    const least = kind === "share" && scale > 0 ? 1 / scale : 0;
    // sums of shares carry a little dust: one example is one example
    const wide = relative ? Math.floor(elsewhere[kind] * scale) : Math.max(elsewhere[kind], least) + 1e-12;
    const tolerance = same ? 0 : wide;
    rows.push({
      name,
      recorded: before,
      now: after,
      difference,
      tolerance,
      within: (difference ?? Infinity) <= tolerance,
    });
  };
  const share = (name: string, a: RecordedAccuracy | null | undefined, b: RecordedAccuracy | null | undefined) =>
    add(name, "share", [figureOf(a), figureOf(b)], a?.examples ?? b?.examples ?? 0);
  const count = (name: string, a: number | null | undefined, b: number | null | undefined) =>
    add(name, "count", [a ?? null, b ?? null], a ?? 0);
  const [was, is] = [recorded.figures, now.figures];

  share("Full network, test examples", was.full, is.full);
  add("Critical size, fraction kept", "fraction", [was.critical?.fraction ?? null, is.critical?.fraction ?? null]);
  for (const [end, words] of ["from", "to"].entries())
    add(`Its 95 % interval, ${words}`, "fraction", [
      was.critical?.interval?.[end] ?? null,
      is.critical?.interval?.[end] ?? null,
    ]);
  count("Evaluations of the estimate", recorded.estimate?.evaluations, now.estimate?.evaluations);
  const { shared, worst } = worstOnTrail(recorded, now);
  const sizes = Math.max(was.trail.length, is.trail.length);
  if (sizes > 0) add("Sizes passed through", "count", [was.trail.length, is.trail.length], sizes, sizes - shared);
  if (worst !== null)
    add(
      `Validation figure where it differs most, ${worst.size} units`,
      "share",
      [worst.recorded, worst.now],
      recorded.split.validation,
    );
  count("Evaluations of the pruning run", was.trail.at(-1)?.evaluations, is.trail.at(-1)?.evaluations);
  if (was.chosen && is.chosen) {
    const [first, second] = [keptUnits(was.chosen.plan).size, keptUnits(is.chosen.plan).size];
    add(
      "Units kept; difference: by one side only",
      "units",
      [first, second],
      first,
      unitsApart(was.chosen.plan, is.chosen.plan),
    );
  } else add("Units kept; difference: by one side only", "units", [was.chosen?.size ?? null, is.chosen?.size ?? null]);
  add(
    "Chosen network, validation examples",
    "share",
    [was.chosen?.accuracy ?? null, is.chosen?.accuracy ?? null],
    recorded.split.validation,
  );
  const steps = Math.max(recorded.repair?.length ?? 0, now.repair?.length ?? 0);
  for (let step = 0; step < steps; step++) {
    const [a, b] = [recorded.repair?.[step], now.repair?.[step]];
    share(`Repair ${step + 1} (${(a ?? b)?.settings.kind}), before`, a?.before, b?.before);
    share(`Repair ${step + 1} (${(a ?? b)?.settings.kind}), after`, a?.after, b?.after);
  }
  share("Chosen network, test examples", was.test, is.test);
  count("Its parameters", was.cost?.after.parameters, is.cost?.after.parameters);
  count("Its multiply-accumulates", was.cost?.after.macs, is.cost?.after.macs);
  return rows;
}
