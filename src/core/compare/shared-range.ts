type Range = readonly [number, number];

/**
 * The range of sizes over which most curves reach; of those with equally many the widest. Building and pruning runs
 * often meet in their target only, so that what all have in common is nothing.
 * @param reaches least and greatest size of each curve
 * @returns null where no range has two curves, or where one curve alone has none
 */
export function sharedRange(reaches: readonly Range[]): Range | null {
  let best: { readonly range: Range; readonly curves: number } | null = null;
  for (const [from] of reaches)
    for (const [, to] of reaches) {
      if (from >= to) continue;
      const curves = reaches.filter(([low, high]) => low <= from && high >= to).length;
      const wider = best !== null && curves === best.curves && to - from > best.range[1] - best.range[0];
      if (curves > 0 && (best === null || curves > best.curves || wider)) best = { range: [from, to], curves };
    }
  return best !== null && best.curves >= Math.min(2, reaches.length) ? best.range : null;
}
