import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import type { RowProgramme } from "./row-programme.ts";
import { packed } from "./row-records.ts";

/** Players that act at one masked operation. */
export interface MaskedOp {
  readonly at: number;
  readonly players: Int32Array;
}

/** The masked operations of a programme, in order. */
export function maskedOps({ ops }: RowProgramme): MaskedOp[] {
  return ops.flatMap((op, at) =>
    op.kind === "linear" && op.players
      ? [{ at, players: Int32Array.from(new Set(op.players)).filter((player) => player >= 0) }]
      : [],
  );
}

/** Coalitions in an order that puts those together that agree from the first masked operation on. */
export interface CoalitionOrder {
  /** Row of the batch at each place. */
  readonly rows: readonly number[];
  /**
   * What the first `depth` masked operations see of the coalition at a place. Equal where they agree; depth 0 is "" for
   * all.
   */
  prefix(place: number, depth: number): string;
  /** Whether the coalition at a place agrees with the one before it there. */
  repeats(place: number, depth: number): boolean;
}

/**
 * @param sorted left out, each coalition keeps its place and shares with nobody
 */
export function coalitionOrder(
  masked: readonly MaskedOp[],
  batch: CoalitionBatch,
  gains: Float32Array | undefined,
  sorted: boolean,
): CoalitionOrder {
  const seen = (row: number, players: Int32Array): string => {
    const from = row * batch.players;
    const members = new Uint8Array(players.length);
    for (let at = 0; at < members.length; at++) members[at] = batch.members[from + players[at]];
    const there = String.fromCharCode(...packed(members));
    if (!gains) return there;
    const strengths = Array.from(players, (player) => (batch.members[from + player] ? gains[from + player] : 0));
    return `${there}*${strengths.join()}`;
  };
  const views = Array.from({ length: batch.rows }, (_, row) => masked.map(({ players }) => seen(row, players)));
  const rows = views.map((_, row) => row);
  const compare = (a: readonly string[], b: readonly string[]): number => {
    for (let depth = 0; depth < a.length; depth++) if (a[depth] !== b[depth]) return a[depth] < b[depth] ? -1 : 1;
    return 0;
  };
  if (sorted) rows.sort((a, b) => compare(views[a], views[b]) || a - b);
  return {
    rows,
    prefix: (place, depth) => views[rows[place]].slice(0, depth).join("|"),
    repeats(place, depth) {
      if (!sorted || place === 0) return false;
      const [view, before] = [views[rows[place]], views[rows[place - 1]]];
      for (let at = 0; at < depth; at++) if (view[at] !== before[at]) return false;
      return true;
    },
  };
}
