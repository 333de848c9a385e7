import type { SplitPart } from "../dataset/dataset.ts";
import type { Plays } from "../game/plays.ts";
import type { PowerEstimate, PowerIndex } from "./power-index.ts";

/** One unit's power, as it is handed out. */
export interface PowerRow {
  /** Among all units; among those of its group where each layer was a game of its own. */
  readonly rank: number;
  readonly group: string;
  /** Number within the group, from 0: the index in the original file's weights. */
  readonly unit: number;
  readonly power: number;
  readonly standardError: number;
  /** Whether the exported network keeps it; null where none was chosen. */
  readonly kept: boolean | null;
}

/**
 * Every unit with its power, the most powerful first; group by group where each layer was a game of its own.
 * @param groups in player order
 * @param selection one byte a player, 1 = kept; null where no size was chosen
 */
export function powerRows(
  estimate: Pick<PowerEstimate, "power" | "standardError" | "layers">,
  groups: readonly { readonly id: string; readonly width: number }[],
  selection: Uint8Array | null,
): readonly PowerRow[] {
  const places = groups.flatMap(({ id, width }) => Array.from({ length: width }, (_, unit) => ({ group: id, unit })));
  const byPower = (a: number, b: number) => estimate.power[b] - estimate.power[a] || a - b;
  const players = places.map((_, player) => player);
  const layered = estimate.layers !== undefined;
  let first = 0;
  const order = layered
    ? groups.flatMap(({ width }) => {
        first += width;
        return players.slice(first - width, first).sort(byPower);
      })
    : players.sort(byPower);
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, { width }) => sum + width, 0));
  const startOf = new Map(groups.map(({ id }, at) => [id, layered ? starts[at] : 0]));
  return order.map((player, place) => ({
    rank: place + 1 - (startOf.get(places[player].group) ?? 0),
    ...places[player],
    power: estimate.power[player],
    standardError: estimate.standardError[player],
    kept: selection === null ? null : selection[player] === 1,
  }));
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The examples that the game was played on. */
export interface PlayedOn {
  readonly part: SplitPart;
  readonly examples: number;
}

/** The rows as CSV (RFC 4180), with a header; the last two columns say which examples the game was played on. */
export function powerCsv(rows: readonly PowerRow[], of: PlayedOn): string {
  const lines = rows.map(({ rank, group, unit, power, standardError, kept }) =>
    [rank, quoted(group), unit, power, standardError, kept === null ? "" : Number(kept), of.part, of.examples].join(
      ",",
    ),
  );
  return `${["rank,group,unit,power,standard_error,kept,part,examples", ...lines].join("\r\n")}\r\n`;
}

/** The rows as JSON, with what they are. */
export function powerJson(
  rows: readonly PowerRow[],
  what: { readonly index: PowerIndex; readonly estimator: string; readonly plays?: Plays; readonly of: PlayedOn },
): string {
  return `${JSON.stringify({ format: "quorum-power", ...what, units: rows }, null, 1)}\n`;
}
