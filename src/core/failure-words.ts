import type { Failure, FailureKind } from "./failure.ts";

/** What to do next where a failure does not say it by itself. */
const nextSteps: Readonly<Record<FailureKind, string>> = {
  "file-unrecognised": "Drop a network or a dataset in one of the formats named under “Model and data”.",
  "file-damaged": "Export or download the file again; what was loaded before stays.",
  "file-unsupported": "Save it in another of the formats named under “Model and data”.",
  "file-incomplete": "Drop the files that are missing as well; those that are there are kept.",
  "file-too-large": "Take a smaller file, or a part of it.",
  "model-unsupported": "Export the network without the part that is named.",
  "model-invalid": "Export the network again from where it was trained.",
  "dataset-invalid": "Mend the data at the place that is named, and drop the file again.",
  "pairing-impossible": "Drop data that the network was made for, or choose how they go together by hand.",
  "backend-unavailable": "Choose another backend in the settings, or another browser.",
  "backend-wrong": "Choose another backend in the settings.",
  "out-of-memory": "Use fewer examples, a smaller network, or another backend; closing other tabs helps too.",
  "worker-lost": "Start again: the files are opened anew, and what was computed stays.",
  "verification-failed": "Do not use the exported file; export in another format, and copy the report.",
  "settings-invalid": "Change the setting that is named.",
  unexpected: "Try the step again; if it fails again, copy the report.",
};

/** What to do next: the failure's own advice, or that of its kind. */
export const nextStep = ({ kind, advice }: Failure): string => advice ?? nextSteps[kind];

/** Whether it is the lab that failed, and not a file, a setting or the machine: such a failure is worth a report. */
export const isOurs = ({ kind }: Failure): boolean =>
  kind === "unexpected" || kind === "verification-failed" || kind === "backend-wrong";

/** Everything that is known of a failure, as text to copy. */
export function failureText(failure: Failure): string {
  const { kind, message, where, details } = failure;
  const lines = [`${kind}: ${message}`, where && `Where: ${where}`, `Next: ${nextStep(failure)}`, details];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}
