import { powerCsv, powerJson, powerRows } from "../core/power/power-table.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { estimateAtHand } from "./estimate-at-hand.ts";
import type { LabState } from "./lab-state.ts";

/** Every unit's power, its error and whether the chosen size keeps it, as a text; null before there is an estimate. */
export function powerText(state: LabState, kind: "csv" | "json"): string | null {
  const at = estimateAtHand(state);
  const model = state.session.holdings?.model;
  if (at === null || at.origin === null || !model) return null;
  const rows = powerRows(at.power, model.groups, chosenPointOf(state)?.point?.selection ?? null);
  const examples = state.session.prepared?.split?.calibration ?? state.settings.calibration;
  const of = { part: "calibration", examples } as const;
  return kind === "csv"
    ? powerCsv(rows, of)
    : powerJson(rows, {
        index: at.origin.index,
        estimator: at.origin.estimator ?? "default",
        ...(at.origin.plays && { plays: at.origin.plays }),
        of,
      });
}
