import type { Row } from "../bench.ts";
import { unpacked } from "./bits.ts";
import { examples } from "./lab-session.ts";
import { comparePairs, medianComparison, type PairedComparison, verdictOf } from "./paired-test.ts";
import { accuracyAfter, type Repair, type Result, repairs } from "./result.ts";

/** Those that the paper proposes, and those that they are to be ahead of. */
export const challengers = ["iterated-building", "iterated-pruning"];
export const rivals = [
  "random",
  "magnitude-l2",
  "magnitude-l2, layer-wise",
  "magnitude-l2, widths of Building",
  "magnitude-l1",
  "magnitude-l1, layer-wise",
  "magnitude-l1, widths of Building",
  "taylor",
  "apoz",
];

/** The draw at the 95 % quantile by nearest rank: of twenty, the second best. */
export function upperDraw<T>(draws: readonly T[], accuracy: (draw: T) => number): T | undefined {
  const sorted = [...draws].sort((a, b) => accuracy(a) - accuracy(b));
  return sorted[Math.ceil(0.95 * sorted.length) - 1];
}

/** How a strategy and a rival of the same network and size compare, seed by seed where the rival has seeds. */
function comparisons(ours: readonly Result[], theirs: readonly Result[], repair: Repair): PairedComparison[] {
  const right = (result: Result) => unpacked(accuracyAfter(result, repair).right, examples.test);
  const chance = upperDraw(theirs, (result) => accuracyAfter(result, repair).test);
  return ours.flatMap((our) => {
    const [first] = theirs;
    const their =
      first?.contender.strategy === "random" ? chance : (theirs.find(({ seed }) => seed === our.seed) ?? first);
    return their ? [comparePairs(right(our), right(their))] : [];
  });
}

export interface Ahead {
  readonly row: Row;
  /** Null where the strategy is ahead; else what to say of it. */
  readonly exception: string | null;
}

/**
 * The paired tests: at every size, raw and refit, each challenger against each rival. The comparison in the middle of all
 * networks and sampling seeds decides, on test examples.
 */
export function strategiesAhead(results: readonly Result[]): Ahead[] {
  const found: Ahead[] = [];
  for (const dropout of [false, true])
    for (const size of [...new Set(results.map((result) => result.size))].sort((a, b) => a - b))
      for (const repair of repairs)
        for (const strategy of challengers)
          for (const rival of rivals) {
            const of = (name: string) =>
              results.filter(
                (result) =>
                  result.network.dropout === dropout && result.size === size && result.contender.name === name,
              );
            const networks = [...new Set(of(strategy).map(({ network }) => network.name))];
            const pairs = networks.flatMap((network) =>
              comparisons(
                of(strategy).filter((result) => result.network.name === network),
                of(rival).filter((result) => result.network.name === network),
                repair,
              ),
            );
            if (pairs.length === 0) continue;
            const middle = medianComparison(pairs);
            const verdict = verdictOf(middle);
            const trained = dropout ? "with dropout" : "without dropout";
            const against = rival === "random" ? "random, 95 % quantile" : rival;
            const [low, high] = middle.interval.map((value) => value.toFixed(4));
            found.push({
              row: {
                trained,
                units: size,
                repair,
                strategy,
                against,
                gain: Number(middle.gain.toFixed(4)),
                "95 %": `${low} to ${high}`,
                ahead: `${pairs.filter((pair) => verdictOf(pair) === "ahead").length} of ${pairs.length}`,
                verdict,
              },
              exception:
                verdict === "ahead"
                  ? null
                  : `${strategy} ${verdict} with ${against} at ${size} units, ${repair}, trained ${trained}: ${middle.gain.toFixed(4)} (${low} to ${high})`,
            });
          }
  return found;
}
