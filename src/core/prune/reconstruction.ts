import type { LayerSums } from "../repair/layer-sums.ts";
import { type BlockProblem, forwardSelection } from "../stats/forward-selection.ts";
import type { Constraints } from "./constraints.ts";

/** Features of a problem that are there whatever is chosen make one more block after those of the players. */
interface GroupProblem extends BlockProblem {}

/** What of a layer the choice of one group's units bears upon: chosen units elsewhere are there, cut ones are not. */
function problemOf(sums: LayerSums, g: number, chosen: readonly boolean[], selection: Uint8Array, c: Constraints) {
  const { players } = c;
  const { equations, featurePlayer, targetPlayer, targetSquares } = sums;
  const gone = (player: number) => player >= 0 && chosen[players.groupOf[player]] && !selection[player];
  const features = Int32Array.from(featurePlayer.keys()).filter((at) => !gone(featurePlayer[at]));
  const targets = Int32Array.from(targetPlayer.keys()).filter((at) => !gone(targetPlayer[at]) && targetSquares[at] > 0);
  const gram = new Float64Array(features.length ** 2);
  const cross = new Float64Array(features.length * targets.length);
  features.forEach((from, i) => {
    for (let j = 0; j < features.length; j++)
      gram[i * features.length + j] = equations.gram[from * equations.features + features[j]];
    for (let t = 0; t < targets.length; t++)
      cross[i * targets.length + t] = equations.cross[from * equations.targets + targets[t]];
  });
  const blocks: number[][] = Array.from({ length: players.count }, () => []);
  const always: number[] = [];
  features.forEach((from, at) => {
    const player = featurePlayer[from];
    (player >= 0 && players.groupOf[player] === g ? blocks[player] : always).push(at);
  });
  const weights = Float64Array.from(targets, (at) => 1 / targetSquares[at]);
  const problem: GroupProblem = {
    features: features.length,
    targets: targets.length,
    gram,
    cross,
    weights,
    blocks: [...blocks, always].map((block) => Int32Array.from(block)),
  };
  return problem;
}

/**
 * A ranking of all units for a network that is refitted after the cut. From the last group back to the first, units are
 * chosen one after the other by how much of the variance of what the following layers give, at their kept outputs, the
 * chosen ones explain together (forward selection, as in Luo et al. 2017, arXiv:1707.06342, and He et al. 2017,
 * arXiv:1707.06168, there from the input onwards). Needs no pass of examples once the sums are there.
 * @param widths units wanted of each group; need not be whole numbers
 * @param otherwise ranks units that no layer with sums reads
 * @returns one value a player, higher first: -(place + 1/2) / width of its group, so that a selection of more or fewer
 *   units than `widths` add up to keeps their proportion
 */
export function reconstructionPower(
  sums: readonly LayerSums[],
  constraints: Constraints,
  widths: readonly number[],
  otherwise: Float64Array,
): Float64Array {
  const { players, kept, dropped } = constraints;
  const power = new Float64Array(players.count).fill(Number.NaN);
  const selection = new Uint8Array(players.count);
  const chosen = players.groups.map(() => false);
  for (let g = players.groups.length - 1; g >= 0; g--) {
    const own = [...players.groupOf.keys()].filter((player) => players.groupOf[player] === g && !dropped[player]);
    const locked = own.filter((player) => kept[player]);
    const free = own.filter((player) => !kept[player]);
    const width = Math.min(own.length, Math.max(1, widths[g], locked.length));
    const read = sums.filter(({ featurePlayer }) =>
      featurePlayer.some((player) => player >= 0 && players.groupOf[player] === g),
    );
    const problems = read.map((each) => problemOf(each, g, chosen, selection, constraints));
    const order =
      problems.length > 0
        ? forwardSelection(problems, free, Math.ceil(width) - locked.length, [players.count, ...locked])
        : free.toSorted((a, b) => otherwise[b] - otherwise[a] || a - b);
    const ordered = [...locked, ...order];
    ordered.forEach((player, place) => {
      power[player] = -(place + 0.5) / width;
      if (place < Math.round(width)) selection[player] = 1;
    });
    chosen[g] = true;
  }
  return power;
}
