import { bestIsTooGoodBy } from "./several-readings.ts";
import { counted, type Figure, percent, points, type Sign } from "./sign.ts";

/**
 * Fine-tuning kept the epoch that was best on validation examples, so that these have chosen once already.
 * @param epochs epochs that were measured
 * @param best the one that was kept; 0 for the network as it came
 * @param after its figure on the validation examples
 */
export function chosenAmongEpochs(epochs: number, best: number | null, after: Figure | null): Sign | null {
  if (best === null || after === null || epochs < 1) return null;
  const looks = Array.from({ length: epochs + 1 }, () => after);
  return {
    kind: "chosen-among-epochs",
    sentence: `${best === 0 ? "No epoch was better than the network as it came" : `Epoch ${best} of ${epochs} was kept`}, by the same ${counted(after.examples)} validation examples that now show ${percent(after.value)}: the best of ${looks.length} looks, too good by up to about ${points(bestIsTooGoodBy(looks))}.`,
    advice: "Ranking or choosing by them again adds to this; the test figure is free of it.",
    severity: "notice",
  };
}
