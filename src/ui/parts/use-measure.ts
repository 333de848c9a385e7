import { measureOf } from "../../state/derived-settings.ts";
import { useLabState } from "../lab-context.ts";
import { measureWords } from "../wording.ts";

/** What the lab's figures are, in lower case: "accuracy", "agreement", "explained variance". */
export function useMeasure(): string {
  return measureWords[useLabState(measureOf)];
}
