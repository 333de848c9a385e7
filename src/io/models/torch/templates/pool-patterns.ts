import type { Link } from "./chain-order.ts";

/** After which convolutions a chain pools. */
export interface PoolPattern {
  /** "after every convolution" */
  readonly words: string;
  readonly pools: readonly boolean[];
}

/**
 * What the numbers of an nn.Sequential say: between two convolutions stand an activation and, where there is room for
 * more, a pool. Null where the convolutions are not numbered in one list, or leave no room for an activation.
 */
export function pooledByGaps(convs: readonly Link[]): readonly boolean[] | null {
  const places = convs.map(({ module: { path }, norm }) => {
    const found = /^(.*?)(?:^|\.)(\d+)$/.exec(path);
    const at = found === null ? null : { parent: found[1] ?? "", index: Number(found[2]) };
    return { at, skipped: norm === null ? 1 : 2 };
  });
  const gaps: boolean[] = [];
  for (const [i, { at, skipped }] of places.slice(0, -1).entries()) {
    const next = places[i + 1]?.at;
    if (at === null || next == null || next.parent !== at.parent) return null;
    const between = next.index - at.index - skipped;
    if (between < 1) return null;
    gaps.push(between >= 2);
  }
  return places[0]?.at == null ? null : gaps;
}

/** Where networks of this shape usually pool, the likeliest first. */
export function poolPatterns(convs: readonly Link[]): readonly PoolPattern[] {
  const gaps = pooledByGaps(convs);
  if (gaps !== null && convs.length > 1)
    return [true, false].map((last) => {
      const pools = [...gaps, last];
      const after = pools.flatMap((pool, i) => (pool ? [i + 1] : []));
      return { pools, words: after.length === 0 ? "nowhere" : `after convolution ${after.join(", ")}` };
    });
  const of = (words: string, pool: (i: number) => boolean): PoolPattern => ({
    words,
    pools: convs.map((_, i) => pool(i)),
  });
  const last = convs.length - 1;
  return [
    of("after every convolution", () => true),
    ...(last > 0 ? [of("after every convolution but the last", (i) => i < last)] : []),
    ...(last % 2 === 1 ? [of("after every second convolution", (i) => i % 2 === 1)] : []),
    ...(last > 1 ? [of("after the last convolution", (i) => i === last)] : []),
    of("nowhere", () => false),
  ];
}
