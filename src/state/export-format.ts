import { formatsOut, type ModelFormat } from "../core/model/model-format.ts";
import type { LabState } from "./lab-state.ts";

/** Formats that the network in hand can be written as, its own first. */
export function exportFormatsOf({ session }: LabState): readonly ModelFormat[] {
  return formatsOut(session.holdings?.model?.format ?? "tfjs-layers");
}

/** The format that the person chose, where the network in hand can be written so; else its own. */
export function exportFormatOf(state: LabState): ModelFormat {
  const [own = "tfjs-layers", ...others] = exportFormatsOf(state);
  return others.find((format) => format === state.view.exportFormat) ?? own;
}
