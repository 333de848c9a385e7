import { FailureError } from "../failure.ts";
import { enumerablePlayers } from "../power/enumeration.ts";

/** A layer is enumerated where all its coalitions cost at most so many times its share. */
const worthEnumerating = 2;
/** What an estimator of a layer needs at least. */
const fewest = 8;

/**
 * Evaluations of each layer's game: by width, so that every unit gets as many. A layer of few units gets all of its
 * coalitions where they are no more than twice its share, for then its power is exact; the others share what is left.
 * @param evaluations in all
 * @param widths units of each layer, all at least 1
 * @throws FailureError settings-invalid where some layer would have too few
 */
export function shareEvaluations(evaluations: number, widths: readonly number[]): number[] {
  const total = Math.floor(evaluations);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const shares = widths.map((width) =>
    width <= enumerablePlayers && 2 ** width <= Math.max(fewest, (worthEnumerating * total * width) / units)
      ? 2 ** width
      : 0,
  );
  const sum = () => shares.reduce((all, share) => all + share, 0);
  // those whose share by width is less than the fewest get the fewest, until it is so of nobody
  for (;;) {
    const open = shares.flatMap((share, layer) => (share === 0 ? [layer] : []));
    const left = total - sum();
    const among = open.reduce((all, layer) => all + widths[layer], 0);
    const short = open.filter((layer) => (left * widths[layer]) / among < fewest);
    if (short.length === 0) {
      let [given, before] = [0, 0];
      for (const layer of open) {
        before += widths[layer];
        shares[layer] = Math.floor((left * before) / among) - given;
        given += shares[layer];
      }
      break;
    }
    for (const layer of short) shares[layer] = fewest;
  }
  if (sum() > Math.max(total, 0) && shares.some((share, layer) => share !== 2 ** widths[layer]))
    throw new FailureError({
      kind: "settings-invalid",
      message: `${total} evaluations are too few for ${widths.length} layers, one at a time.`,
      where: "evaluations",
      advice: `Spend at least ${sum()} evaluations.`,
    });
  return shares;
}
