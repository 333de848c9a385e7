import type { ModelFormat } from "../../core/model/model-format.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";

/** Says what the pruned network is to be written as; a file of another format is no longer offered. */
export function chooseExportFormat(lab: Lab, format: ModelFormat): void {
  lab.store.setState(({ view }) => ({ view: { ...view, exportFormat: format } }));
  discard(lab, "choice");
}
