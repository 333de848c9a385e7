import { counted, errorOf, percent, points, type Sign } from "./sign.ts";

interface Standing {
  readonly accuracy: number;
  /** 95 % interval. */
  readonly interval: readonly [number, number];
}

/** Another run's point of the same size. */
export interface Rival extends Standing {
  readonly name: string;
}

/**
 * Validation examples too few for the differences that are chosen by: the fall that ends a run, or what lies between the
 * chosen point and the nearest rival of its size. Unpaired, so on the safe side: on the same examples smaller
 * differences can be told apart (compare the runs for that).
 * @param fall how far the accuracy may fall, where that ends the run
 */
export function coarseValidation(
  chosen: Standing,
  rivals: readonly Rival[],
  examples: number,
  fall: number | null,
): Sign | null {
  const kind = "coarse-validation";
  const half = 1.959964 * errorOf(chosen);
  if (fall !== null && fall < half)
    return {
      kind,
      sentence: `The run ends where the validation accuracy has fallen by ${points(fall)}, but ${counted(examples)} validation examples tell it to about ${points(half)} only.`,
      advice: "Use more validation examples, or allow a larger fall.",
      severity: "warning",
    };
  const [nearest] = rivals
    .map((rival) => ({ rival, gap: Math.abs(rival.accuracy - chosen.accuracy) }))
    .sort((a, b) => a.gap - b.gap);
  if (nearest === undefined) return null;
  const told = 1.959964 * Math.hypot(errorOf(chosen), errorOf(nearest.rival));
  if (nearest.gap >= told) return null;
  return {
    kind,
    sentence: `${nearest.rival.name} has ${percent(nearest.rival.accuracy)} at this size and the chosen run ${percent(chosen.accuracy)}: on ${counted(examples)} validation examples, differences below about ${points(told)} may be chance.`,
    advice: "Compare the runs example by example, use more validation examples, or take either.",
    severity: "notice",
  };
}
