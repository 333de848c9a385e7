import type { LinearOp, RowProgramme } from "./row-programme.ts";

/** What one coalition needs of each operation: channels in, channels out. */
export interface Live {
  /** 1 for each input channel that a linear operation reads, null elsewhere. */
  readonly present: Uint8Array | null;
  /** 1 for each channel of the operation's store that something reads later. */
  readonly needed: Uint8Array;
}

/** The channels of a linear operation that are there, by the strengths of the players. */
export function presentChannels(op: LinearOp, strengthOf: (player: number) => number): Uint8Array {
  const { players } = op;
  const present = new Uint8Array(op.channels);
  if (!players) return present.fill(1);
  for (let at = 0; at < present.length; at++) {
    const player = players[at];
    if (player < 0 || strengthOf(player) !== 0) present[at] = 1;
  }
  return present;
}

/**
 * Really small evaluation: an absent channel is never read, and a channel that nobody reads is not computed. Walks the
 * programme backwards from the outputs.
 * @returns for each operation, in order
 */
export function liveChannels(programme: RowProgramme, strengthOf: (player: number) => number): Live[] {
  const { stores, ops } = programme;
  const needs = stores.map(({ channels }) => new Uint8Array(channels));
  needs[programme.output].fill(1);
  const found: Live[] = new Array(ops.length);
  for (let at = ops.length - 1; at >= 0; at--) {
    const op = ops[at];
    const needed = needs[op.y].slice();
    const any = needed.includes(1);
    const present = op.kind === "linear" && any ? presentChannels(op, strengthOf) : null;
    found[at] = { present, needed };
    if (!any) continue;
    switch (op.kind) {
      case "linear":
        if (present) or(needs[op.x], present);
        break;
      case "pool":
      case "affine":
        or(needs[op.x], needed);
        break;
      case "add":
        for (const input of op.inputs) or(needs[input], needed);
        break;
      case "select":
        needed.forEach((wanted, channel) => {
          if (wanted && op.channels[channel] >= 0) needs[op.stores[channel]][op.channels[channel]] = 1;
        });
        break;
      case "activation":
        // over all channels, the output's as a rule; what is not needed there is not there either
        if (op.activation.name === "softmax" || op.activation.name === "log-softmax") needs[op.y].fill(1);
        break;
    }
  }
  return found;
}

/** into |= from */
export function or(into: Uint8Array, from: Uint8Array): void {
  for (let at = 0; at < into.length; at++) into[at] |= from[at];
}

/** The same, with every channel read and computed: what ablations compare with. */
export function allChannels(programme: RowProgramme): Live[] {
  return programme.ops.map((op) => ({
    present: op.kind === "linear" ? new Uint8Array(op.channels).fill(1) : null,
    needed: new Uint8Array(programme.stores[op.y].channels).fill(1),
  }));
}
