import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { Game } from "../core/game/game.ts";
import type { Journal } from "./journal.ts";

/** A number for each coalition of a batch (FNV-1a): tells whether a log speaks of the same ones. */
export function checksOf({ members, rows, players }: CoalitionBatch): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => {
    let hash = 0x811c9dc5;
    for (let i = row * players; i < (row + 1) * players; i++)
      hash = Math.imul(hash ^ (members[i] as number), 0x01000193);
    return hash;
  });
}

const from = (batch: CoalitionBatch, row: number): CoalitionBatch =>
  row === 0
    ? batch
    : {
        ...batch,
        rows: batch.rows - row,
        members: batch.members.slice(row * batch.players, batch.rows * batch.players),
      };

/** A game whose values go through a log. */
export function journalledGame(journal: Journal, log: string, game: Game): Game {
  return {
    players: game.players,
    values: (batch) => journal.rows(log, checksOf(batch), 1, (row) => game.values(from(batch, row))),
  };
}

/** What each coalition gave, one plain value a coalition. */
export function journalledEach<T>(
  journal: Journal,
  log: string,
  each: (batch: CoalitionBatch) => Promise<T[]>,
): (batch: CoalitionBatch) => Promise<T[]> {
  return (batch) => journal.rows(log, checksOf(batch), 1, (row) => each(from(batch, row)));
}

/** Eight examples a byte. */
function packed(bits: Uint8Array, examples: number): Uint8Array {
  const width = Math.ceil(examples / 8);
  const bytes = new Uint8Array((bits.length / examples) * width);
  for (let first = 0, start = 0; first < bits.length; first += examples, start += width)
    for (let example = 0; example < examples; example++) {
      const at = start + (example >> 3);
      bytes[at] = (bytes[at] as number) | ((bits[first + example] as number) << (example & 7));
    }
  return bytes;
}

function unpacked(bytes: Uint8Array, examples: number): Uint8Array {
  const width = Math.ceil(examples / 8);
  return Uint8Array.from({ length: (bytes.length / width) * examples }, (_, i) => {
    const example = i % examples;
    return ((bytes[Math.floor(i / examples) * width + (example >> 3)] as number) >> (example & 7)) & 1;
  });
}

/**
 * What every example gave for each coalition, rows x examples: right or wrong in bits, or numbers.
 * @param right whether examples are right or wrong
 */
export function journalledExamples<V extends Uint8Array | Float64Array>(
  journal: Journal,
  log: string,
  examples: number,
  right: boolean,
  each: (batch: CoalitionBatch) => Promise<V>,
): (batch: CoalitionBatch) => Promise<V> {
  if (!right) return (batch) => journal.rows(log, checksOf(batch), examples, (row) => each(from(batch, row)));
  return async (batch) => {
    let whole: V | null = null;
    const bytes = await journal.rows(log, checksOf(batch), Math.ceil(examples / 8), async (row) => {
      const given = await each(from(batch, row));
      if (row === 0) whole = given;
      return packed(given as Uint8Array, examples);
    });
    return whole ?? (unpacked(bytes, examples) as V);
  };
}
