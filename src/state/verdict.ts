import type { Failure } from "../core/failure.ts";
import type { ExportedModel, Verified } from "../jobs/export-contract.ts";
import type { LabState } from "./lab-state.ts";

/** Largest |difference| / (1 + |output|) between the masked network and the exported file that float arithmetic explains. */
export const exportTolerance = 1e-4;

/** Why a verified file must not be offered; null where it may. NaN never passes. */
export function verdictOn(verified: Verified, repaired = false): Failure | null {
  if (verified.relative <= exportTolerance) return null;
  const worst = Math.max(verified.difference, verified.independent?.difference ?? 0);
  return {
    kind: "verification-failed",
    message: `The exported file does not compute what the ${repaired ? "repaired" : "masked"} network computes: its outputs differ by up to ${worst.toPrecision(3)}.`,
    advice: "The file is not offered. Copy the details into a report, with the model if you may share it.",
    details: JSON.stringify(verified, null, 2),
  };
}

export interface VerifiedFile {
  readonly exported: ExportedModel;
  readonly verified: Verified;
}

/** The exported file once it has been opened again and found to compute the same; null until then. */
export function verifiedFileOf({ runs }: LabState): VerifiedFile | null {
  const exported = runs.export?.status === "done" ? runs.export.answer : null;
  const verified = runs.verify?.status === "done" ? runs.verify.answer : null;
  return exported && verified && verdictOn(verified) === null ? { exported, verified } : null;
}
