import type { SplitPart } from "../../core/dataset/dataset.ts";
import { useLabState } from "../lab-context.ts";
import { examplesOf } from "../part-words.ts";

/** A part of the split in hand, in words: "500 calibration examples". */
export function useExamples(part: SplitPart): string {
  return useLabState((state) => examplesOf(part, state.session.prepared?.split?.[part]));
}
