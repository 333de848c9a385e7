import { percent, type Sign } from "./sign.ts";

/** A group of units before and after. */
export interface KeptWidth {
  readonly group: string;
  readonly width: number;
  readonly kept: number;
}

/** A group with a smaller share than this is about to collapse; our choice. */
const little = 0.05;
/** ... where the others together keep at least this many times its share; our choice. */
const farMore = 3;

/**
 * A layer about to collapse: it keeps a single unit, or less than 5 % of its width, while the others keep far more. A
 * layer that had a single unit to begin with does not count.
 */
export function layerCollapsing(widths: readonly KeptWidth[]): Sign | null {
  const collapsing = widths.filter(({ width, kept }, place) => {
    if (width <= 1 || (kept > 1 && kept >= little * width)) return false;
    const others = widths.filter((_, other) => other !== place);
    const total = others.reduce((sum, other) => sum + other.width, 0);
    const share = others.reduce((sum, other) => sum + other.kept, 0) / total;
    return total > 0 && share >= (farMore * kept) / width;
  });
  if (collapsing.length === 0) return null;
  const words = collapsing.map(({ group, width, kept }) => `${group} keeps ${kept} of ${width}`).join(", ");
  const [kept, width] = widths.reduce(([k, w], one) => [k + one.kept, w + one.width], [0, 0]);
  return {
    kind: "layer-collapsing",
    sentence: `${collapsing.length === 1 ? "A layer is" : `${collapsing.length} layers are`} about to collapse: ${words}, while the network keeps ${percent(kept / width)} of all units.`,
    advice: "Rank within each layer instead of globally, or keep more units.",
    severity: "warning",
  };
}
