import type { Dataset } from "../../core/dataset/dataset.ts";

/** Examples of each class, in order. */
export function classCounts({ labels, classNames }: Dataset): readonly number[] {
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
