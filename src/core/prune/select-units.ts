import { type Constraints, nextWidth } from "./constraints.ts";
import { ranked } from "./ranked.ts";
import { sizeOf, widthsOf } from "./selection.ts";
import type { SelectionScope } from "./trail.ts";

/** A selection that is wanted. */
export interface Wanted {
  /** Its units: exactly so many where every multiple is 1, else at most. */
  readonly count: number;
  /** Units in the end of the way on which it is; `count` if left out. */
  readonly target?: number;
  /** Global if left out. */
  readonly scope?: SelectionScope;
  /** One byte a player, 1 = already chosen, and stays. */
  readonly held?: Uint8Array;
  /** One byte a player, 1 = may be chosen; all of them if left out. */
  readonly among?: Uint8Array;
}

/** The units of a group that are still to be chosen from, best first. */
interface Queue {
  readonly players: number[];
  next: number;
  open: boolean;
}

/**
 * The selection by power that keeps to the constraints. Units are admitted in blocks, up to the next width that their
 * group's multiple allows (single units without multiples): globally the block of highest mean power first, layer-wise
 * the block of the group with the highest width / (2 kept + block) (Webster and Sainte-Laguë: the same fraction of every
 * group; no group gives a place back when the count grows, so selections are nested), a group's first place before any
 * second. Places are held free for groups below their floor: on the way up they need only be left in the end.
 * @param power one value a player, NaN for players that come last
 * @returns one byte a player, 1 = kept
 */
export function selectUnits(power: Float64Array, constraints: Constraints, wanted: Wanted): Uint8Array {
  const { players, least, most, multiples, widths, kept, dropped } = constraints;
  const { count, target = count, scope = "global", held, among } = wanted;
  const selection = Uint8Array.from(kept);
  held?.forEach((one, player) => {
    if (one) selection[player] = 1;
  });
  const queues = players.groups.map((): Queue => ({ players: [], next: 0, open: true }));
  for (const player of ranked(power))
    if (!selection[player] && !dropped[player] && (among === undefined || among[player]))
      queues[players.groupOf[player]].players.push(player);
  const width = widthsOf(selection, players);
  let size = sizeOf(selection);
  const started = size;
  // floors: what the selection and the places held free take together; caps: units that are to go again on the way
  const room = Math.max(count, target);
  const spare = Math.max(0, count - target);
  let floored = width.reduce((sum, w, g) => sum + Math.max(w, least[g]), 0);
  let over = width.reduce((sum, w, g) => sum + Math.max(0, w - most[g]), 0);

  /** Block of a group that may be admitted; null, for good, where there is none. */
  const blockOf = (g: number): number | null => {
    const queue = queues[g];
    if (!queue.open) return null;
    const to = nextWidth(width[g], multiples[g], widths[g]);
    const fits =
      queue.players.length - queue.next >= to - width[g] &&
      floored + Math.max(to, least[g]) - Math.max(width[g], least[g]) <= room &&
      over + Math.max(0, to - most[g]) - Math.max(0, width[g] - most[g]) <= spare;
    queue.open = fits;
    return fits ? to - width[g] : null;
  };
  const claimOf = (g: number, block: number): number => {
    if (scope === "layer-wise") return width[g] === 0 ? players.count + widths[g] : widths[g] / (2 * width[g] + block);
    let sum = 0;
    for (const player of queues[g].players.slice(queues[g].next, queues[g].next + block))
      sum += Number.isNaN(power[player]) ? Number.NEGATIVE_INFINITY : power[player];
    return sum / block;
  };
  const head = (g: number) => queues[g].players[queues[g].next];

  while (size < count) {
    let best = -1;
    let [bestClaim, bestBlock] = [Number.NaN, 0];
    for (let g = 0; g < widths.length; g++) {
      const block = blockOf(g);
      if (block === null) continue;
      const claim = claimOf(g, block);
      const ties = claim === bestClaim && scope === "global" && head(g) < head(best);
      if (best < 0 || claim > bestClaim || ties) [best, bestClaim, bestBlock] = [g, claim, block];
    }
    if (best < 0) break;
    if (size + bestBlock > count) {
      if (count >= target) {
        queues[best].open = false;
        continue;
      }
      // a round on the way up adds one block at least, however wide
      if (size > started) break;
    }
    for (const queue = queues[best], end = queue.next + bestBlock; queue.next < end; queue.next++)
      selection[queue.players[queue.next]] = 1;
    floored += Math.max(width[best] + bestBlock, least[best]) - Math.max(width[best], least[best]);
    over += Math.max(0, width[best] + bestBlock - most[best]) - Math.max(0, width[best] - most[best]);
    width[best] += bestBlock;
    size += bestBlock;
  }
  return selection;
}

/** The selection filled up to the floor of every group by power: the smallest network that holds it. */
export function filledUp(power: Float64Array, constraints: Constraints, selection: Uint8Array): Uint8Array {
  const count = widthsOf(selection, constraints.players).reduce(
    (sum, w, g) => sum + Math.max(w, constraints.least[g]),
    0,
  );
  return selectUnits(power, constraints, { count, held: selection });
}
