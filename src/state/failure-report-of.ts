import type { Failure } from "../core/failure.ts";
import { failureReport } from "../core/failure-report.ts";
import type { LabState } from "./lab-state.ts";
import { appVersion } from "./run-record-of.ts";
import { allRuns } from "./run-slots.ts";

/** Every name that came with the person's files, or that the person gave. */
function personalNames({ session, runs }: LabState): string[] {
  const { model, dataset } = session.holdings ?? {};
  const files = session.files.map(({ name }) => name);
  const stems = files.map((name) => name.replace(/\..*$/, ""));
  return [
    ...files,
    ...stems,
    ...files.flatMap((name) => name.split("/")),
    ...(model ? [model.name, ...model.outputs, ...model.groups.map(({ id }) => id)] : []),
    ...(model?.layers.map(({ id }) => id) ?? []),
    ...(dataset ? [dataset.name, ...dataset.classNames] : []),
    ...allRuns(runs).map(({ name }) => name),
    ...runs.networks.map(({ name }) => name),
  ];
}

/**
 * A report on a failure of ours, to be read by the person before it is copied.
 * @param during what was being done: a kind of job, or the part of the page that was drawn
 */
export function failureReportOf(state: LabState, failure: Failure, during: string | null, browser: string): string {
  const { backend = null } = state.session.prepared ?? {};
  return failureReport(failure, { version: appVersion, browser, backend, during }, personalNames(state));
}
