import type { ComparedFigure } from "../core/experiment/compare-figures.ts";
import type { RecordedFile, RunRecord } from "../core/experiment/run-record.ts";
import type { Failure } from "../core/failure.ts";
import type { LabState } from "./lab-state.ts";

/** A run.json that was opened, and what came of repeating it. */
export interface Replay {
  /** Name of the file that it came in. */
  readonly fileName: string;
  readonly record: RunRecord;
  /** What is being repeated, as words for the progress line; null while nothing is. */
  readonly stage: string | null;
  /** Why it did not come to its end. */
  readonly failure: Failure | null;
  /** Figure by figure, with a sentence on what may differ; null until it was repeated. */
  readonly outcome: { readonly figures: readonly ComparedFigure[]; readonly tolerance: string } | null;
}

/** A file of the record that is not in hand, or not as it was. */
export interface Wanted extends RecordedFile {
  readonly what: "network" | "dataset";
  /** What is there in its place, by its hash; null where nothing is. */
  readonly instead: string | null;
}

/** The files that a record is of and that are not in hand. */
export function wantedBy(record: RunRecord, { session: { holdings } }: Pick<LabState, "session">): readonly Wanted[] {
  const { model = null, dataset = null } = holdings ?? {};
  const all = [
    { what: "network", file: record.model, held: model },
    { what: "dataset", file: record.dataset, held: dataset },
  ] as const;
  return all
    .filter(({ file, held }) => held?.hash !== file.hash)
    .map(({ what, file, held }) => ({ what, ...file, instead: held?.hash ?? null }));
}

/** Why a record cannot be replayed with what is in hand, as a sentence; null where it can. */
export function whyNoReplay(state: LabState): string | null {
  const { replay, session, runs } = state;
  if (replay === null) return "Open a run.json first.";
  if (wantedBy(replay.record, state).length > 0) return "Waits for the files that the record is of.";
  const { output } = replay.record;
  if (output !== undefined && session.holdings?.model?.output !== output)
    return `The record is of the network’s output “${output}”: choose it above.`;
  if (session.absent !== null) return session.absent;
  return runs.active === null ? null : `Waits for “${runs.active.name}”: the worker does one long job at a time.`;
}

/** What of a record is not repeated, or cannot be to the last digit, as sentences. */
export function limitsOf({ estimate, prune, figures, discipline }: RunRecord): readonly string[] {
  const said: string[] = [];
  if (prune === null) said.push("Nothing had been pruned when the record was made: only the full network is compared.");
  if (estimate?.stop?.kind === "seconds")
    said.push("The estimate ended by the clock; it is repeated with the evaluations that it had spent by then.");
  if (estimate?.estimator === "pool" && estimate.focus === undefined)
    said.push("The record does not say how its pool was spread; it is spread evenly.");
  if (estimate && estimate.estimator !== "pool" && estimate.priorMasks === undefined)
    said.push("The record does not say how the first ranking was made; it is made as usual.");
  if (discipline === undefined) said.push("The record does not say which files ranked; the training files do.");
  if (figures.comparisons || figures.latencies || figures.verification)
    said.push("Comparisons, times and the check of an exported file are not repeated.");
  return said;
}
